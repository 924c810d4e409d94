package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is looked for in the words that go in and out, and what is done about it. */
public record ScreeningConfig(
    @Default("256")
        @Range(min = "64", max = "65536")
        @About(
            "Most characters of streamed output that are held back since they may be part of a"
                + " match; longer matches, or of expressions those longer than half of it, may be"
                + " found in part only.")
        int window,
    @About("Rules by name; all that match a generation apply, in the order of the file.")
        Map<String, ScreeningRuleConfig> rules) {

  public ScreeningConfig {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }
}
