package io.colophon.gateway.cli;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.journal.JournalException;
import io.colophon.journal.JournalOptions;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.plan.CorrectedUsage;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceBook;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Books a correction. */
@Command(
    name = "correct",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Books a correction of a settled generation, for instance after the vendor's own invoice.",
      "Nothing is overwritten: the difference is billed in the month in which it is booked. The",
      "cost is made anew by the prices of --config that were valid when it was admitted.",
      "The server must be stopped: it alone may write while it runs, and this command then refuses."
    },
    footer = {
      "",
      "Examples:",
      "  colophon usage correct 01KAP3 --set output_tokens=1200 --reason \"vendor's invoice\" \\",
      "      --config colophon.yaml",
      "  colophon usage correct 01KAP3 --reprice --reason \"price was missing\" --config c.yaml",
      "",
      "Exit codes: 0 booked, 1 could not be done"
    })
final class UsageCorrectCommand implements Callable<Integer> {
  private static final int NANO_DIGITS = 9;

  private final Surroundings around;

  @Parameters(paramLabel = "ID", description = "usage id, as in receipts and exports")
  private String id = "";

  @Option(
      names = "--set",
      paramLabel = "UNIT=N",
      description = "a corrected counter, such as output_tokens=1200; may be given several times")
  private Map<String, Long> set = new LinkedHashMap<>();

  @Option(names = "--reprice", description = "price the same use again, without --set")
  private boolean reprice;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why, for whoever reads the invoice")
  private String reason = "";

  @Mixin private final DataOption data = new DataOption();

  @Mixin private final BillingConfigOption config = new BillingConfigOption();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  UsageCorrectCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    if (set.isEmpty() != reprice) {
      throw new UsageException("expected either --set UNIT=N or --reprice");
    }
    if (config.isAbsent()) {
      throw new UsageException("expected --config F, whose prices the cost is made by");
    }
    if (reason.isBlank()) {
      throw new UsageException("--reason is blank, expected why");
    }
    Map<UsageUnit, Long> counters = counters();
    PriceBook prices = config.prices(around);
    DataDirectory directory = data.existing(data.get().ledger(), "ledger");
    try (Ledger ledger = open(directory)) {
      LedgerEntry latest =
          ledger
              .latest(id)
              .orElseThrow(
                  () -> new CommandFailedException("no generation '" + id + "' is settled"));
      CorrectionEntry correction =
          CorrectedUsage.of(latest, counters, prices, around.clock().instant(), reason);
      ledger.correct(correction).join();
      print(correction);
    } catch (CompletionException refused) {
      Throwable cause = refused.getCause() == null ? refused : refused.getCause();
      throw new CommandFailedException("nothing was booked: " + cause.getMessage());
    }
    return ExitCodes.OK;
  }

  /** What the last run left open stays so: that is for the server to settle. */
  private Ledger open(DataDirectory directory) throws IOException {
    try {
      return Ledger.open(
          directory.ledger(), around.clock(), JournalOptions.defaults(), usageId -> true);
    } catch (JournalException unopened) {
      if (unopened.reason() == JournalException.Reason.LOCKED) {
        throw new CommandFailedException(
            "nothing was booked: a running server has the ledger in "
                + directory.ledger()
                + " open; stop it first");
      }
      throw unopened;
    }
  }

  private Map<UsageUnit, Long> counters() {
    Map<UsageUnit, Long> counters = new EnumMap<>(UsageUnit.class);
    set.forEach(
        (name, value) -> {
          UsageUnit unit =
              Arrays.stream(UsageUnit.values())
                  .filter(each -> each.id().equals(name.replace('-', '_')))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new UsageException(
                              "--set has '"
                                  + name
                                  + "', expected a counter such as output_tokens"));
          if (value < 0) {
            throw new UsageException("--set " + name + " is " + value + ", expected 0 or more");
          }
          counters.put(unit, value);
        });
    return counters;
  }

  private void print(CorrectionEntry correction) {
    Cost cost = correction.corrected().reading().cost();
    String amount =
        cost instanceof Cost.Priced priced
            ? BigDecimal.valueOf(priced.nanos(), NANO_DIGITS).stripTrailingZeros().toPlainString()
                + " "
                + priced.currency()
            : "unpriced: " + ((Cost.Unpriced) cost).reason();
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("usageId", correction.usageId());
      result.put("revision", correction.revision());
      result.put("bookedAt", correction.time().toString());
      result.put("cost", amount);
      around.out().println(Json.of(result));
    } else {
      around
          .out()
          .println(
              "booked revision "
                  + correction.revision()
                  + " of "
                  + correction.usageId()
                  + ", now "
                  + amount);
    }
    around.out().flush();
  }
}
