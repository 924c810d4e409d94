package io.colophon.gateway.screening;

import io.colophon.gateway.config.PersonalData;
import io.colophon.gateway.config.ScreeningConfig;
import io.colophon.gateway.config.ScreeningDirection;
import io.colophon.gateway.config.ScreeningMatch;
import io.colophon.gateway.config.ScreeningRuleConfig;
import io.colophon.gateway.config.unit.LinearExpression;
import io.colophon.provider.spi.Provider;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;

/** The screening rules of a configuration, ready to look. Immutable. */
public final class ScreeningPolicy {
  /** No rules. */
  public static final ScreeningPolicy NONE = new ScreeningPolicy(List.of(), 0);

  private final List<Rule> rules;
  private final int window;

  private ScreeningPolicy(List<Rule> rules, int window) {
    this.rules = List.copyOf(rules);
    this.window = window;
  }

  /** One rule: it looks at the text itself, or asks. */
  private record Rule(ScreeningMatch match, List<TextRule> looks, List<ModerationCheck> asks) {}

  /**
   * What applies to words.
   *
   * @param looks rules that look at the text itself
   * @param asks models to ask about it
   * @param window most characters of a stream that wait
   */
  record Decision(List<TextRule> looks, List<ModerationCheck> asks, int window) {
    boolean isEmpty() {
      return looks.isEmpty() && asks.isEmpty();
    }
  }

  /**
   * Makes a policy; files of words are read now.
   *
   * @param providers finds a deployment by name
   * @throws IllegalArgumentException if a file of words cannot be read or the words are too many;
   *     the message says which
   */
  public static ScreeningPolicy of(ScreeningConfig config, Function<String, Provider> providers) {
    List<Rule> rules = new ArrayList<>();
    config.rules().forEach((name, rule) -> rules.add(rule(name, rule, config.window(), providers)));
    return new ScreeningPolicy(rules, config.window());
  }

  private static Rule rule(
      String name, ScreeningRuleConfig config, int window, Function<String, Provider> providers) {
    List<Finder> finders = finders(name, config, window);
    return new Rule(
        config.match(),
        finders.isEmpty()
            ? List.of()
            : List.of(new TextRule(name, config.action(), config.mask(), finders)),
        config.moderation().stream()
            .map(
                asked ->
                    new ModerationCheck(
                        name, config.action(), asked, providers.apply(asked.provider())))
            .toList());
  }

  private static List<Finder> finders(String name, ScreeningRuleConfig config, int window) {
    List<Finder> finders = new ArrayList<>();
    EnumSet<PersonalData> personal = EnumSet.noneOf(PersonalData.class);
    personal.addAll(config.personalData());
    if (NumberFinder.finds(personal)) {
      finders.add(new NumberFinder(personal));
    }
    if (personal.contains(PersonalData.EMAIL)) {
      finders.add(new EmailFinder());
    }
    List<String> words = new ArrayList<>(config.words());
    config.wordsFile().ifPresent(file -> words.addAll(WordsFile.read(name, file)));
    if (!words.isEmpty()) {
      finders.add(new KeywordFinder(words, config.ignoreCase(), config.wholeWords()));
    }
    for (LinearExpression expression : config.expressions()) {
      finders.add(new ExpressionFinder(expression.pattern(), window));
    }
    return finders;
  }

  /** What applies to words of a tenant on a route. */
  Decision decide(String tenant, String route, ScreeningDirection way) {
    if (rules.isEmpty()) {
      return new Decision(List.of(), List.of(), window);
    }
    List<TextRule> looks = new ArrayList<>(rules.size());
    List<ModerationCheck> asks = new ArrayList<>(0);
    for (Rule rule : rules) {
      if (rule.match().matches(tenant, route, way)) {
        looks.addAll(rule.looks());
        asks.addAll(rule.asks());
      }
    }
    return new Decision(looks, asks, window);
  }
}
