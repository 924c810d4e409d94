package io.colophon.gateway.cli;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.journal.JournalException;
import io.colophon.labeling.provenance.LogOptions;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.Retention;
import io.colophon.labeling.provenance.RetentionException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases personal data; records and proofs stay. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Erases the personal data of records: who used the output, who asked for a copy without",
      "label and who received it. The records stay, and every proof stays valid, since the log",
      "holds salted commitments only. What tells of a copy without its explicit label is kept for",
      "190 days, whatever is asked for.",
      "The server must be stopped: it alone may write while it runs, and this command then refuses."
    },
    footer = {
      "",
      "Examples:",
      "  colophon audit erase 17 42 --reason \"request of the person\" --data demo-out/data",
      "  colophon audit erase --older-than 400 --reason \"end of retention\"",
      "",
      "Exit codes: 0 erased, 2 refused because a record must be kept, 1 could not be done"
    })
final class AuditEraseCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "INDEX", arity = "0..*", description = "records, from 0")
  private List<Long> indexes = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      description = "instead of INDEX: all records older than this, but for those to be kept")
  private Optional<Long> days = Optional.empty();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "kept where the data was; must tell of nobody")
  private String reason = "";

  @Mixin private final DataOption data = new DataOption();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  AuditEraseCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    if (indexes.isEmpty() == days.isEmpty()) {
      throw new UsageException("expected either INDEX... or --older-than DAYS");
    }
    if (days.isPresent() && (days.get() < 0 || days.get() > 36_500)) {
      throw new UsageException("--older-than is " + days.get() + ", expected 0 to 36500");
    }
    try (ProvenanceLog log = open()) {
      return days.isPresent() ? expire(log.retention()) : erase(log.retention());
    }
  }

  private ProvenanceLog open() throws IOException {
    DataDirectory directory = data.existing(data.get().provenance(), "provenance log");
    String origin;
    try (var reader = AuditCommand.open(data)) {
      origin = reader.verifierKey().name();
    }
    try {
      return ProvenanceLog.open(
          directory.provenance(),
          LogOptions.of(origin, directory.provenanceKey(), new SecureRandom()));
    } catch (JournalException unopened) {
      if (unopened.reason() == JournalException.Reason.LOCKED) {
        throw new CommandFailedException(
            "nothing was erased: a running server has the log in "
                + directory.provenance()
                + " open; stop it first");
      }
      throw unopened;
    }
  }

  private int expire(Retention retention) throws IOException {
    Retention.Expired done =
        retention.expire(Duration.ofDays(days.orElseThrow()), reason, around.clock().instant());
    print(done.values(), done.held());
    return ExitCodes.OK;
  }

  private int erase(Retention retention) throws IOException {
    Instant now = around.clock().instant();
    long values = 0;
    long held = 0;
    for (long index : indexes) {
      try {
        values += retention.erase(index, reason, now);
      } catch (RetentionException kept) {
        around.err().println("refused: " + kept.getMessage());
        held++;
      } catch (IllegalArgumentException outside) {
        throw new UsageException(outside);
      }
    }
    print(values, held);
    return held == 0 ? ExitCodes.OK : ExitCodes.NOT_IN_ORDER;
  }

  private void print(long values, long held) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("erasedValues", values);
      result.put("heldRecords", held);
      around.out().println(Json.of(result));
    } else {
      around.out().println(values + " values erased, " + held + " records must be kept for longer");
    }
    around.out().flush();
  }
}
