package io.colophon.gateway.cli;

import io.colophon.gateway.assembly.PlanTable;
import io.colophon.gateway.assembly.PriceTable;
import io.colophon.metering.plan.AccountTerms;
import io.colophon.metering.price.PriceBook;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where prices, plans and credits stand. */
final class BillingConfigOption {
  @Option(
      names = "--config",
      paramLabel = "F",
      description = "the server's configuration, with its prices, plans and credits")
  private Optional<Path> file = Optional.empty();

  boolean isAbsent() {
    return file.isEmpty();
  }

  /** What tenants have agreed to; empty where no file is named. */
  Map<String, AccountTerms> terms(Surroundings around) {
    return terms(around, file);
  }

  static Map<String, AccountTerms> terms(Surroundings around, Optional<Path> file) {
    return file.map(path -> PlanTable.terms(ConfigFile.load(around, path))).orElse(Map.of());
  }

  /** The prices; none where no file is named. */
  PriceBook prices(Surroundings around) {
    return file.map(path -> PriceTable.book(ConfigFile.load(around, path).prices()))
        .orElse(PriceBook.EMPTY);
  }
}
