package io.colophon.labeling.provenance;

import io.colophon.labeling.WatermarkLabel;
import io.colophon.labeling.fingerprint.CopyMatch;
import io.colophon.labeling.fingerprint.FingerprintIndex;
import io.colophon.labeling.fingerprint.Fingerprints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index of fingerprints in step with the log. What a crash cut off is made again from the
 * records when the log is opened; what a full disk refused, at the next search or checkpoint.
 */
final class CopyFinder implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(CopyFinder.class);

  private final Path file;
  private final LogState state;
  private final boolean writable;
  private @Nullable FingerprintIndex index;

  private CopyFinder(Path file, LogState state, boolean writable) {
    this.file = file;
    this.state = state;
    this.writable = writable;
  }

  /** Opens the index of a log that is appended to, and brings it up to date. */
  static CopyFinder open(Path file, LogState state) throws IOException {
    CopyFinder finder = new CopyFinder(file, state, true);
    try {
      finder.caughtUp().flush();
      return finder;
    } catch (IOException | RuntimeException e) {
      finder.close();
      throw e;
    }
  }

  /** For a log that is only read: opened at the first search. */
  static CopyFinder lazy(Path file, LogState state) {
    return new CopyFinder(file, state, false);
  }

  private FingerprintIndex caughtUp() throws IOException {
    FingerprintIndex current = index;
    if (current == null) {
      current = FingerprintIndex.open(file, state.size(), writable);
      index = current;
    }
    for (long next = current.records(); next < state.size(); next = current.records()) {
      ProvenanceRecord record = state.entry(next).record();
      current.add(next, prints(record), mark(record));
    }
    return current;
  }

  static Fingerprints prints(ProvenanceRecord record) {
    return record.fingerprints().orElseGet(Fingerprints::none);
  }

  static OptionalLong mark(ProvenanceRecord record) {
    Optional<WatermarkLabel> label = record.labels().watermark();
    return label.isPresent() ? OptionalLong.of(label.get().payload()) : OptionalLong.empty();
  }

  /** Adds a record that has just been added to the tree, in order or nearly so. */
  synchronized void add(LogEntry entry) {
    FingerprintIndex to = index;
    if (to == null || to.records() != entry.index()) {
      return; // an earlier one is missing: all of them are added from the log later
    }
    try {
      to.add(entry.index(), prints(entry.record()), mark(entry.record()));
    } catch (IOException e) {
      log.error(
          "record {} is not in the index of fingerprints; tried again later", entry.index(), e);
    }
  }

  synchronized void find(
      ProvenanceRecords records, Fingerprints prints, OptionalLong watermark, List<FoundCopy> found)
      throws IOException {
    Set<Long> known = new HashSet<>();
    found.forEach(copy -> known.add(copy.entry().index()));
    for (CopyMatch match : caughtUp().find(prints, watermark)) {
      Optional<LogEntry> entry = records.entry(match.record());
      if (entry.isPresent()
          && known.add(match.record())
          && holds(entry.get().record(), match.kind(), prints, watermark)) {
        found.add(new FoundCopy(entry.get(), match.kind(), match.difference()));
      }
    }
  }

  /** The index knows digests by half of their first half, and could have been altered. */
  private static boolean holds(
      ProvenanceRecord record, CopyMatch.Kind kind, Fingerprints prints, OptionalLong watermark) {
    Fingerprints own = prints(record);
    return switch (kind) {
      case BYTES -> true;
      case SAMPLES -> own.samples().equals(prints.samples());
      case WATERMARK -> mark(record).equals(watermark);
      case PICTURE ->
          own.pictures().stream()
              .anyMatch(
                  code ->
                      prints.pictures().stream()
                          .anyMatch(
                              other ->
                                  code.isTrusted()
                                      && other.isTrusted()
                                      && code.hash().matches(other.hash())));
      case SOUND -> own.sound().isPresent();
    };
  }

  /** Notes on disk how far the index has come. */
  synchronized void flush(Checkpoint unused) throws IOException {
    caughtUp().flush();
  }

  @Override
  public synchronized void close() throws IOException {
    if (index != null) {
      index.close();
    }
  }
}
