package io.colophon.gateway.cli;

import io.colophon.gateway.config.UsageDatabaseConfig;
import io.colophon.gateway.server.DataDirectory;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.gateway.usage.UsageTables;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.plan.Billing;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.FocusExport;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.UsageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds the ledger up. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Adds up the ledger of a running or a stopped server.",
      "'?' is not known, '-' not reported; '(+2?)' says that two entries are not in the sum.",
      "Reads the usage database, and what that does not hold yet from the ledger; where there is",
      "no such database it reads the whole ledger."
    },
    footer = {
      "",
      "Examples:",
      "  colophon usage report --by tenant,model --from 2026-11-01 --to 2026-12-01",
      "  colophon usage report --by day --only model=local-lm --only end-state=completed",
      "  colophon usage report --config colophon.yaml    # of all gateways of a shared database",
      "  colophon usage report --format focus > focus.csv"
    })
final class UsageReportCommand implements Callable<Integer> {
  /** What a report can look like. */
  enum Format {
    table,
    csv,
    json,
    focus
  }

  private final Surroundings around;

  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--by",
      paramLabel = "D,D",
      defaultValue = "tenant,model",
      description = {
        "what to split by: tenant, key, model, modality, route, provider, day, end-state, account;",
        "'total' for one line (default: ${DEFAULT-VALUE})"
      })
  private String by = "tenant,model";

  @Option(names = "--from", paramLabel = "TIME", description = "admitted at or after this time")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "admitted before this time")
  private Optional<String> to = Optional.empty();

  @Option(names = "--tenant", paramLabel = "T", description = "only this tenant's")
  private Optional<String> tenant = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "D=V",
      description = "only what has this value, for instance model=local-lm; may be repeated")
  private Map<String, String> only = new LinkedHashMap<>();

  @Option(
      names = "--config",
      paramLabel = "F",
      description = {
        "a server's configuration, where that names a shared usage database; for --format focus",
        "also its plans and credits"
      })
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "table",
      description = "table, csv, json or focus: FOCUS 1.2 rows as CSV (default: ${DEFAULT-VALUE})")
  private Format format = Format.table;

  @Option(names = "--json", description = "the same as --format json")
  private boolean json;

  @Option(
      names = "--issuer",
      paramLabel = "NAME",
      defaultValue = "Colophon",
      description = "who bills, for --format focus (default: ${DEFAULT-VALUE})")
  private String issuer = "Colophon";

  @Option(
      names = "--account",
      paramLabel = "ID",
      defaultValue = "default",
      description = "billing account, for --format focus (default: ${DEFAULT-VALUE})")
  private String account = "default";

  UsageReportCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    List<Dimension> dimensions = dimensions();
    ReportFilter filter = filter();
    DataDirectory directory = data.existing(data.get().ledger(), "ledger");
    try (LedgerEntries ledger = Ledger.openReadOnly(directory.ledger())) {
      if (format == Format.focus) {
        focus(ledger, focusFilter(filter));
      } else {
        try (UsageTables tables = tables(directory, ledger)) {
          around.out().print(text(tables.reports().report(filter, dimensions)));
        }
      }
    } catch (IllegalArgumentException tooLarge) {
      throw new UsageException(tooLarge);
    }
    around.out().flush();
    return ExitCodes.OK;
  }

  private UsageTables tables(DataDirectory directory, LedgerEntries ledger) throws IOException {
    EmbeddedDatabase.unpackNear(directory.database());
    Optional<UsageDatabaseConfig> shared =
        config
            .map(path -> ConfigFile.load(around, path).storage().usage())
            .filter(usage -> usage.url().isPresent());
    return shared.isPresent()
        ? UsageTables.shared(shared.get(), directory.instance(), ledger)
        : UsageTables.embedded(directory.usageDatabase(), ledger);
  }

  private String text(UsageReport report) {
    Format wanted = json ? Format.json : format;
    return switch (wanted) {
      case json -> report.toJson() + "\n";
      case csv -> report.toCsv();
      default -> report.toTable();
    };
  }

  /** Whole billing periods, so that what was exported once never changes. */
  private void focus(LedgerEntries ledger, LedgerFilter filter) throws IOException {
    YearMonth now = Billing.month(around.clock().instant());
    YearMonth first =
        filter.from() == null ? YearMonth.of(1970, 1) : start("--from", filter.from());
    YearMonth last = filter.to() == null ? now : start("--to", filter.to()).minusMonths(1);
    String only = filter.tenant();
    FocusExport export =
        new FocusExport(
            new FocusExport.Issuer(issuer, account, account),
            BillingConfigOption.terms(around, config),
            each -> only == null || only.equals(each));
    long unpriced = export.write(ledger, first, last.isAfter(now) ? now : last, around.out());
    if (unpriced > 0) {
      around
          .err()
          .println(unpriced + " generations have no price and make no row: FOCUS knows none");
    }
  }

  private static YearMonth start(String option, Instant time) {
    YearMonth month = Billing.month(time);
    if (!time.equals(month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC))) {
      throw new UsageException(
          option + " is " + time + ", expected for --format focus the first day of a month");
    }
    return month;
  }

  private List<Dimension> dimensions() {
    try {
      return by.equals("total") || by.isEmpty() ? List.of() : Dimension.parse(by);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong);
    }
  }

  private ReportFilter filter() {
    try {
      ReportFilter filter = new ReportFilter(time("--from", from), time("--to", to), Map.of());
      for (Map.Entry<String, String> one : only.entrySet()) {
        filter = filter.with(Dimension.parse(one.getKey()).get(0), one.getValue());
      }
      return tenant.isPresent() ? filter.with(Dimension.TENANT, tenant.get()) : filter;
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong);
    }
  }

  private static LedgerFilter focusFilter(ReportFilter filter) {
    if (!Set.of(Dimension.TENANT).containsAll(filter.only().keySet())) {
      throw new UsageException(
          "--format focus has a row per key and model: expected --only of tenant");
    }
    return new LedgerFilter(
        filter.from(),
        filter.to(),
        filter.only().get(Dimension.TENANT),
        filter.only().get(Dimension.KEY));
  }

  private static @Nullable Instant time(String option, Optional<String> text) {
    return text.isPresent() ? TimeOption.parse(option, text.get()) : null;
  }
}
