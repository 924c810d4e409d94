package io.colophon.gateway.screening;

import io.colophon.gateway.config.PersonalData;
import io.colophon.gateway.config.ScreeningAction;
import io.colophon.gateway.config.unit.LinearExpression;
import java.util.EnumSet;
import java.util.List;

/** Rules for tests. */
final class Rules {
  static final int WINDOW = 64;

  private Rules() {}

  static TextRule personal(ScreeningAction action) {
    return new TextRule(
        "personal",
        action,
        "***",
        List.of(new NumberFinder(EnumSet.allOf(PersonalData.class)), new EmailFinder()));
  }

  static TextRule words(ScreeningAction action, String... words) {
    return new TextRule(
        "words", action, "[-]", List.of(new KeywordFinder(List.of(words), true, false)));
  }

  static TextRule wholeWords(String... words) {
    return new TextRule(
        "words",
        ScreeningAction.MASK,
        "[-]",
        List.of(new KeywordFinder(List.of(words), true, true)));
  }

  static TextRule expression(String expression) {
    return new TextRule(
        "expression",
        ScreeningAction.MASK,
        "[x]",
        List.of(new ExpressionFinder(LinearExpression.parse(expression).pattern(), WINDOW)));
  }

  /** The text in one piece. */
  static String screened(String text, TextRule... rules) {
    TextScreen screen = new TextScreen(List.of(rules), WINDOW);
    return screen.accept(text) + screen.end();
  }
}
