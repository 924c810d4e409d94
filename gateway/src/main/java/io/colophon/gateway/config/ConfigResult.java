package io.colophon.gateway.config;

import io.colophon.gateway.config.yaml.Problem;
import java.util.List;

/** What loading a configuration comes to. */
public sealed interface ConfigResult {

  /**
   * A configuration that can be used.
   *
   * @param config the records
   * @param settings every value that is in effect, for showing and comparing
   * @param warnings what is allowed but probably not meant
   */
  record Valid(GatewayConfig config, EffectiveSettings settings, List<Problem> warnings)
      implements ConfigResult {
    public Valid {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * A configuration that cannot be used.
   *
   * @param problems all of them, by position; never empty
   */
  record Invalid(List<Problem> problems) implements ConfigResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
