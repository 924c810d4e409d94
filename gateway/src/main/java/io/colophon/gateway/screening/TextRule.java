package io.colophon.gateway.screening;

import io.colophon.gateway.config.ScreeningAction;
import java.util.List;

/**
 * A rule that looks at the text itself.
 *
 * @param name what the operator calls it
 * @param mask what stands in the place of a match
 */
record TextRule(String name, ScreeningAction action, String mask, List<Finder> finders) {
  TextRule {
    finders = List.copyOf(finders);
  }
}
