package io.colophon.gateway.cli;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.metering.invoice.Invoice;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.plan.AccountTerms;
import io.colophon.metering.plan.Billing;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a tenant's invoice. */
@Command(
    name = "invoice",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes a tenant's invoice of a month, from the ledger of a running or a stopped server.",
      "Use is priced as it was when it was admitted; the plan and the credits of the tenant say",
      "what covers it. A month that has ended never changes: what is settled or corrected later",
      "stands on the invoice of the month in which it was entered."
    },
    footer = {
      "",
      "Examples:",
      "  colophon usage invoice --tenant acme --period 2026-11 --config colophon.yaml",
      "  colophon usage invoice --tenant acme --period 2026-11 --format csv > acme-2026-11.csv"
    })
final class UsageInvoiceCommand implements Callable<Integer> {
  /** What an invoice can look like. */
  enum Format {
    table,
    csv,
    json
  }

  private final Surroundings around;

  @Mixin private final DataOption data = new DataOption();

  @Mixin private final BillingConfigOption config = new BillingConfigOption();

  @Option(names = "--tenant", paramLabel = "T", required = true, description = "whose")
  private String tenant = "";

  @Option(
      names = "--period",
      paramLabel = "MONTH",
      required = true,
      description = "of which month in UTC, such as 2026-11")
  private String period = "";

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "table",
      description = "table, csv or json; json in whole nano-units (default: ${DEFAULT-VALUE})")
  private Format format = Format.table;

  @Option(names = "--json", description = "the same as --format json")
  private boolean json;

  UsageInvoiceCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    YearMonth month = month();
    YearMonth now = Billing.month(around.clock().instant());
    if (month.isAfter(now)) {
      throw new UsageException("--period is '" + month + "', expected no later than " + now);
    }
    AccountTerms terms = config.terms(around).getOrDefault(tenant, AccountTerms.NONE);
    DataDirectory directory = data.existing(data.get().ledger(), "ledger");
    try (LedgerEntries ledger = Ledger.openReadOnly(directory.ledger())) {
      around.out().print(text(Invoice.of(ledger, terms, tenant, month)));
    } catch (IllegalArgumentException tooLarge) {
      throw new UsageException(tooLarge);
    }
    around.out().flush();
    if (month.equals(now)) {
      around.err().println(month + " has not ended: this is how things stand");
    }
    return ExitCodes.OK;
  }

  private YearMonth month() {
    try {
      return YearMonth.parse(period);
    } catch (DateTimeException wrong) {
      throw new UsageException("--period is '" + period + "', expected a month such as 2026-11");
    }
  }

  private String text(Invoice invoice) {
    return switch (json ? Format.json : format) {
      case json -> invoice.toJson() + "\n";
      case csv -> invoice.toCsv();
      case table -> invoice.toTable();
    };
  }
}
