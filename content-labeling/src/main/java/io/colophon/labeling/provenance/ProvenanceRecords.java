package io.colophon.labeling.provenance;

import io.colophon.labeling.fingerprint.CopyMatch;
import io.colophon.labeling.fingerprint.FingerprintIndex;
import io.colophon.labeling.fingerprint.Fingerprints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Read access to a provenance log. Safe for any number of threads; calls block for disk reads, so
 * they do not belong on an event loop. A record that does not match its leaf hash is refused with
 * {@link AlteredLogException}.
 */
public sealed class ProvenanceRecords permits ProvenanceLog, ProvenanceReader {
  /** Most records that a listing or lookup returns at once. */
  public static final int MAX_RESULTS = 1000;

  final Path directory;
  final LogState state;
  final PersonalStore personal;
  final CopyFinder copies;

  ProvenanceRecords(Path directory, LogState state, PersonalStore personal, CopyFinder copies) {
    this.directory = directory;
    this.state = state;
    this.personal = personal;
    this.copies = copies;
  }

  /** Returns how many records are in the log, all durable and in the tree. */
  public final long size() {
    return state.size();
  }

  /** Returns a record; empty if the index is negative or not below {@link #size}. */
  public final Optional<ProvenanceRecord> get(long index) throws IOException {
    return entry(index).map(LogEntry::record);
  }

  /** Returns a record with its leaf hash; empty if there is none. */
  public final Optional<LogEntry> entry(long index) throws IOException {
    return index < 0 || index >= state.size() ? Optional.empty() : Optional.of(state.entry(index));
  }

  /**
   * Lists records in order. Looks through 32 bytes per record, not through the records.
   *
   * @param fromIndex where to begin, 0 or more: the last page's {@link Page#nextIndex}
   * @param limit most records to return, 1 to {@value #MAX_RESULTS}
   */
  public final Page<LogEntry> list(RecordFilter filter, long fromIndex, int limit)
      throws IOException {
    if (limit < 1 || limit > MAX_RESULTS) {
      throw new IllegalArgumentException("limit is " + limit + ", expected 1 to " + MAX_RESULTS);
    }
    long end = state.size();
    List<LogEntry> found = new ArrayList<>();
    long index = state.firstMatch(filter, requireIndex(fromIndex), end);
    while (index < end && found.size() < limit) {
      LogEntry entry = state.entry(index);
      if (filter.accepts(entry.record())) {
        found.add(entry);
      }
      index = state.firstMatch(filter, index + 1, end);
    }
    return new Page<>(found, index < end ? OptionalLong.of(index) : OptionalLong.empty());
  }

  /** Returns records of outputs with these bytes, newest first, at most {@value #MAX_RESULTS}. */
  public final List<LogEntry> findBySha256(String hex) throws IOException {
    List<LogEntry> found = new ArrayList<>();
    for (long index : state.candidates(RecordRow.tag(hex), true, MAX_RESULTS)) {
      LogEntry entry = state.entry(index);
      if (entry.record().output().sha256().equals(hex)) {
        found.add(entry);
      }
    }
    return found;
  }

  /** Returns records whose implicit label bears this id, newest first. */
  public final List<LogEntry> findByProduceId(String id) throws IOException {
    List<LogEntry> found = new ArrayList<>();
    for (long index : state.candidates(RecordRow.tag(id), false, MAX_RESULTS)) {
      LogEntry entry = state.entry(index);
      if (entry.record().labels().produceId().filter(id::equals).isPresent()) {
        found.add(entry);
      }
    }
    return found;
  }

  /**
   * Returns the records that something may be a copy of, with what tells it: the surest and nearest
   * first, at most {@value FingerprintIndex#MAX_MATCHES}. Each was compared with its record.
   *
   * @param sha256 digest of the bytes, 64 lower-case digits
   * @param prints what was taken from the copy
   * @param watermark the payload that a detector found in it
   */
  public final List<FoundCopy> findCopies(
      String sha256, Fingerprints prints, OptionalLong watermark) throws IOException {
    List<FoundCopy> found = new ArrayList<>();
    for (LogEntry entry : findBySha256(sha256)) {
      if (found.size() < FingerprintIndex.MAX_MATCHES) {
        found.add(new FoundCopy(entry, CopyMatch.Kind.BYTES, 0));
      }
    }
    copies.find(this, prints, watermark, found);
    return found;
  }

  /**
   * As the other, with all that {@link io.colophon.labeling.fingerprint.Fingerprinter#forSearch}
   * takes of a copy; the first find of a record counts.
   */
  public final List<FoundCopy> findCopies(
      String sha256, List<Fingerprints> prints, OptionalLong watermark) throws IOException {
    Map<Long, FoundCopy> found = new LinkedHashMap<>();
    for (Fingerprints each : prints) {
      for (FoundCopy copy : findCopies(sha256, each, watermark)) {
        found.putIfAbsent(copy.entry().index(), copy);
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * Returns what a sealed value stands for; empty once it was erased, or if this log never had it.
   */
  public final Optional<String> reveal(Personal person) throws IOException {
    if (person instanceof Personal.Sealed sealed) {
      return personal
          .find(sealed.commitment())
          .map(PersonalEntry::secret)
          .filter(secret -> secret.commitment().equals(sealed.commitment()))
          .map(Secret::text);
    }
    return Optional.of(((Personal.Clear) person).value());
  }

  /** Returns when and why a sealed value was erased; empty if it was not. */
  public final Optional<Erasure> erasure(Personal person) throws IOException {
    return person instanceof Personal.Sealed sealed
        ? personal.find(sealed.commitment()).flatMap(PersonalEntry::erased)
        : Optional.empty();
  }

  /**
   * Proves that a record is in the tree of a given size.
   *
   * @param treeSize size of the checkpoint to prove it against; more than {@code index}, at most
   *     {@link #size}
   */
  public final InclusionProof inclusionProof(long index, long treeSize) throws IOException {
    requireSize(treeSize);
    if (requireIndex(index) >= treeSize) {
      throw new IllegalArgumentException(
          "index is " + index + ", expected less than the tree's size " + treeSize);
    }
    return new InclusionProof(
        index, treeSize, state.leaf(index), state.prover().inclusion(index, treeSize));
  }

  /**
   * Proves that the tree of one size is the beginning of that of another, at most {@link #size}.
   */
  public final ConsistencyProof consistencyProof(long from, long to) throws IOException {
    requireSize(to);
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("from is " + from + ", expected 0 to " + to);
    }
    return new ConsistencyProof(from, to, state.prover().consistency(from, to));
  }

  /** Returns the root of the tree of a given size, at most {@link #size}. */
  public final Hash rootHash(long treeSize) throws IOException {
    requireSize(treeSize);
    return state.prover().root(0, treeSize);
  }

  /** Returns the newest signed checkpoint on disk. */
  public final Optional<Checkpoint> latestCheckpoint() throws IOException {
    return CheckpointStore.readLast(directory);
  }

  /** Returns the key that the log's checkpoints are signed with. */
  public final VerifierKey verifierKey() throws IOException {
    return LogFiles.readVerifier(directory);
  }

  /** Reads and hashes every record: see {@link LogCheck#run}. */
  public final CheckReport check() throws IOException {
    return LogCheck.run(directory);
  }

  private void requireSize(long treeSize) {
    if (treeSize < 0 || treeSize > state.size()) {
      throw new IllegalArgumentException(
          "tree size is " + treeSize + ", expected 0 to " + state.size());
    }
  }

  private static long requireIndex(long index) {
    if (index < 0) {
      throw new IllegalArgumentException("index is " + index + ", expected 0 or more");
    }
    return index;
  }

  static void requireSigned(Optional<Checkpoint> last, VerifierKey key) throws IOException {
    if (last.isPresent() && !last.get().verify(key)) {
      throw new AlteredLogException(
          0, "the checkpoint of size " + last.get().size() + " is not signed by " + key.text());
    }
  }
}
