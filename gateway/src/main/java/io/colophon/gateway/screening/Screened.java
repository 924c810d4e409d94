package io.colophon.gateway.screening;

import io.colophon.gateway.config.ScreeningAction;
import io.colophon.gateway.config.ScreeningDirection;
import java.util.List;
import java.util.Locale;

/**
 * That a rule found something in a generation; never what it found.
 *
 * @param rule what the operator calls it
 * @param action what was done
 * @param direction input or output
 */
public record Screened(String rule, ScreeningAction action, ScreeningDirection direction) {

  /** As records say it, for instance {@code screening:input:personal-data:mask}. */
  public String toRecord() {
    return "screening:"
        + direction.name().toLowerCase(Locale.ROOT)
        + ":"
        + rule
        + ":"
        + action.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Names of rules in one line, for a header: joined by commas, and what is no visible ASCII, or is
   * a comma, replaced. Empty without any.
   */
  public static String header(List<String> rules) {
    StringBuilder line = new StringBuilder();
    for (String rule : rules) {
      line.append(line.length() == 0 ? "" : ",");
      rule.codePoints()
          .forEach(c -> line.append(c > 0x20 && c < 0x7f && c != ',' ? (char) c : '?'));
    }
    return line.toString();
  }
}
