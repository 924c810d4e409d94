package io.colophon.gateway.cli;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.server.DataDirectory;
import io.colophon.gateway.usage.UsageCorrections;
import io.colophon.journal.JournalException;
import io.colophon.journal.JournalOptions;
import io.colophon.metering.ledger.Ledger;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.v1.CorrectUsageRequest;
import io.colophon.v1.CorrectUsageResponse;
import io.colophon.v1.CorrectedCounter;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "cost is made anew by the prices that were valid when it was admitted.",
      "A running server books it by its own configuration: the one at --admin-target, or the one",
      "that has the data directory open. Without a server it goes into the data directory, priced",
      "by --config."
    },
    footer = {
      "",
      "Examples:",
      "  colophon usage correct 01KAP3 --set output_tokens=1200 --reason \"vendor's invoice\"",
      "  colophon usage correct 01KAP3 --reprice --reason \"price was missing\" --config c.yaml",
      "",
      "Exit codes: 0 booked, 1 could not be done"
    })
final class UsageCorrectCommand implements Callable<Integer> {
  private static final String USUAL_TARGET = "127.0.0.1:9091";

  private final Surroundings around;

  @Parameters(paramLabel = "ID", description = "usage id, as in exports")
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

  @Option(
      names = "--revision",
      paramLabel = "N",
      description = "book it only as this revision, so that it is not booked twice")
  private Optional<Integer> revision = Optional.empty();

  @Option(
      names = "--admin-target",
      paramLabel = "HOST:PORT",
      description = {
        "admin gRPC address of a running server (default: the server that has the data directory",
        "open, at " + USUAL_TARGET + ")"
      })
  private Optional<String> target = Optional.empty();

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
    if (reason.isBlank()) {
      throw new UsageException("--reason is blank, expected why");
    }
    CorrectUsageRequest request = request();
    CorrectUsageResponse booked = target.isPresent() ? ask(target.get(), request) : here(request);
    if (json) {
      around.out().println(Json.of(booked));
    } else {
      CorrectionPrinter.print(booked, around.out());
    }
    around.out().flush();
    return ExitCodes.OK;
  }

  private CorrectUsageRequest request() {
    CorrectUsageRequest.Builder request =
        CorrectUsageRequest.newBuilder().setUsageId(id).setReprice(reprice).setReason(reason);
    revision.ifPresent(request::setRevision);
    set.forEach((name, value) -> request.addCounters(counter(name, value)));
    return request.build();
  }

  /** Into the data directory, or by the server that has it open. */
  private CorrectUsageResponse here(CorrectUsageRequest request) throws IOException {
    DataDirectory directory = data.existing(data.get().ledger(), "ledger");
    try (Ledger ledger = open(directory)) {
      if (ledger != null) {
        if (config.isAbsent()) {
          throw new UsageException(
              "no server has the ledger open, expected --config F, whose prices the cost is made"
                  + " by");
        }
        return new UsageCorrections(ledger, around.clock()).correct(request, config.prices(around));
      }
    } catch (Refusal refused) {
      throw new CommandFailedException(refused.text());
    }
    try {
      return ask(USUAL_TARGET, request);
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() != Status.Code.UNAVAILABLE || failure.getCause() == null) {
        throw failure; // a server's own word
      }
      throw new CommandFailedException(
          "nothing was booked: a running server has the ledger in "
              + directory.ledger()
              + " open, and none answers at "
              + USUAL_TARGET
              + ": name its admin address with --admin-target, or stop it first");
    }
  }

  private CorrectUsageResponse ask(String address, CorrectUsageRequest request) {
    if (!config.isAbsent()) {
      around.err().println("priced by the server's own configuration, not by --config");
    }
    try (GatewayConnection server =
        GatewayConnection.to(
            "--admin-target", address, InsecureChannelCredentials.create(), null)) {
      return AdminOptions.stub(server).correctUsage(request);
    }
  }

  /**
   * What the last run left open stays so: that is for the server to settle.
   *
   * @return null where a server has it open
   */
  private @Nullable Ledger open(DataDirectory directory) throws IOException {
    try {
      return Ledger.open(
          directory.ledger(), around.clock(), JournalOptions.defaults(), usageId -> true);
    } catch (JournalException unopened) {
      if (unopened.reason() == JournalException.Reason.LOCKED) {
        return null;
      }
      throw unopened;
    }
  }

  private static CorrectedCounter counter(String name, long value) {
    UsageUnit unit =
        Arrays.stream(UsageUnit.values())
            .filter(each -> each.id().equals(name.replace('-', '_')))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--set has '" + name + "', expected a counter such as output_tokens"));
    if (value < 0) {
      throw new UsageException("--set " + name + " is " + value + ", expected 0 or more");
    }
    return CorrectedCounter.newBuilder().setUnit(unit.id()).setValue(value).build();
  }
}
