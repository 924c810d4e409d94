package io.colophon.labeling.provenance;

import io.colophon.journal.JournalOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to keep a provenance log.
 *
 * @param origin the log's name in checkpoints and signatures, best a host and path that are the
 *     operator's; 1 to 200 characters, no white space, no plus sign
 * @param keyFile the signing key; made at first start, readable by its owner alone. Keep it outside
 *     the log's directory and out of its backups
 * @param random where a new key comes from
 * @param checkpointInterval how long a record may wait until a signed checkpoint on disk covers it;
 *     1 ms to 1 day, default 30 s
 * @param checkpointRecords how many records may wait for it; 1 to 1,000,000, default 20,000
 * @param journal limits of the journal that holds the records
 * @param stamps who stamps checkpoints, and how often; empty for nobody, the default
 */
public record LogOptions(
    String origin,
    Path keyFile,
    SecureRandom random,
    Duration checkpointInterval,
    int checkpointRecords,
    JournalOptions journal,
    Optional<Stamps> stamps) {

  /**
   * Stamps of checkpoints by somebody else.
   *
   * @param stamper who gives them
   * @param interval time between two, 100 ms to 31 days
   */
  public record Stamps(TimeStamper stamper, Duration interval) {
    public Stamps {
      long millis = interval.toMillis();
      if (millis < 100 || millis > Duration.ofDays(31).toMillis()) {
        throw new IllegalArgumentException(
            "interval of stamps is " + interval + ", expected 100 ms to 31 days");
      }
    }
  }

  private static final Pattern ORIGIN = Pattern.compile("[^\\s+]{1,200}");
  private static final int MAX_RECORDS = 1_000_000;

  public LogOptions {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException(
          "origin is \"" + origin + "\", expected 1 to 200 characters without space and plus sign");
    }
    long millis = checkpointInterval.toMillis();
    if (millis < 1 || millis > Duration.ofDays(1).toMillis()) {
      throw new IllegalArgumentException(
          "checkpointInterval is " + checkpointInterval + ", expected 1 ms to 1 day");
    }
    if (checkpointRecords < 1 || checkpointRecords > MAX_RECORDS) {
      throw new IllegalArgumentException(
          "checkpointRecords is " + checkpointRecords + ", expected 1 to " + MAX_RECORDS);
    }
  }

  /** Returns the defaults named above. */
  public static LogOptions of(String origin, Path keyFile, SecureRandom random) {
    return new LogOptions(
        origin,
        keyFile,
        random,
        Duration.ofSeconds(30),
        20_000,
        JournalOptions.defaults(),
        Optional.empty());
  }

  /** Returns these options with other bounds on what no checkpoint covers yet. */
  public LogOptions withCheckpoints(Duration interval, int records) {
    return new LogOptions(origin, keyFile, random, interval, records, journal, stamps);
  }

  /** Returns these options with other limits of the journal. */
  public LogOptions withJournal(JournalOptions limits) {
    return new LogOptions(
        origin, keyFile, random, checkpointInterval, checkpointRecords, limits, stamps);
  }

  /** Returns these options with stamps of checkpoints. */
  public LogOptions withStamps(TimeStamper stamper, Duration interval) {
    return new LogOptions(
        origin,
        keyFile,
        random,
        checkpointInterval,
        checkpointRecords,
        journal,
        Optional.of(new Stamps(stamper, interval)));
  }
}
