package io.colophon.labeling.provenance;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The one way to erase anything from a log: the personal data of a record, which lies outside the
 * tree. Records themselves are never removed. Thread-safe, blocking.
 *
 * <p>A record of a copy without its explicit label is evidence: its data is kept for {@link
 * #UNLABELLED}, whatever is asked for. Article 9 of the Chinese Measures demands six months, at
 * most 184 days.
 */
public final class Retention {
  /** How long the data of a record with {@link ProvenanceRecord#unlabelled} is kept. */
  public static final Duration UNLABELLED = Duration.ofDays(190);

  /** Most records whose data {@link #expire} collects before it rewrites files. */
  private static final int BATCH = 10_000;

  private final ProvenanceRecords records;
  private final PersonalStore personal;

  Retention(ProvenanceRecords records, PersonalStore personal) {
    this.records = records;
    this.personal = personal;
  }

  /** Returns from when on the data of a record may be erased; empty if at once. */
  public static Optional<Instant> keptUntil(ProvenanceRecord record) {
    return record.unlabelled().map(decision -> record.time().plus(UNLABELLED));
  }

  /**
   * Erases the personal data of one record: values and salts are gone from the files when it
   * returns, every proof of the log stays valid. Erasing twice is no error.
   *
   * @param reason why, in words that tell of nobody
   * @return how many values were erased, 0 to 3
   * @throws RetentionException if the record must be kept for longer
   * @throws IllegalArgumentException if there is no such record
   */
  public int erase(long index, String reason, Instant now) throws RetentionException, IOException {
    ProvenanceRecord record =
        records
            .get(index)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no record " + index + ": the log holds " + records.size() + ", from 0"));
    Optional<Instant> kept = keptUntil(record).filter(now::isBefore);
    if (kept.isPresent()) {
      throw new RetentionException(index, kept.get());
    }
    return personal.erase(new HashSet<>(Sealer.commitments(record)), new Erasure(now, reason));
  }

  /**
   * Erases the personal data of all records older than {@code keep}. Those of copies without
   * explicit label are passed over until they are older than {@link #UNLABELLED} as well.
   *
   * @param keep how long data is kept, not negative
   */
  public Expired expire(Duration keep, String reason, Instant now) throws IOException {
    if (keep.isNegative()) {
      throw new IllegalArgumentException("keep is " + keep + ", expected 0 or more");
    }
    Erasure erasure = new Erasure(now, reason);
    RecordFilter older = RecordFilter.all().withTimes(Instant.EPOCH, now.minus(keep));
    Set<Hash> commitments = new HashSet<>();
    long erased = 0;
    long held = 0;
    OptionalLong next = OptionalLong.of(0);
    while (next.isPresent()) {
      Page<LogEntry> page = records.list(older, next.getAsLong(), ProvenanceRecords.MAX_RESULTS);
      for (LogEntry entry : page.items()) {
        if (keptUntil(entry.record()).filter(now::isBefore).isPresent()) {
          held++;
        } else {
          commitments.addAll(Sealer.commitments(entry.record()));
        }
      }
      next = page.nextIndex();
      if (commitments.size() >= BATCH || next.isEmpty()) {
        erased += personal.erase(commitments, erasure);
        commitments.clear();
      }
    }
    return new Expired(erased, held);
  }

  /**
   * What a run of {@link #expire} did.
   *
   * @param values values that were erased
   * @param held old records whose data must be kept for longer
   */
  public record Expired(long values, long held) {}
}
