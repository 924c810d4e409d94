package io.colophon.gateway.screening;

import io.colophon.gateway.config.ScreeningAction;
import io.colophon.gateway.config.ScreeningDirection;
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
}
