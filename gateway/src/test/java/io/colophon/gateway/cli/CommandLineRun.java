package io.colophon.gateway.cli;

import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.provider.testkit.InMemoryFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A run of the program within the test, with what it printed. */
record CommandLineRun(int code, String out, String err) {
  static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  static CommandLineRun of(String... args) {
    return with(Map.of(), args);
  }

  static CommandLineRun with(Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings around =
        new Surroundings(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            environment,
            () -> ProviderRegistry.of(List.of(new InMemoryFactory())),
            Clock.fixed(NOW, ZoneOffset.UTC));
    int code = Colophon.run(around, args);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
