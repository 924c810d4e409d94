package io.colophon.gateway.provenance;

import io.colophon.gateway.labels.Digests;
import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.FoundLabel;
import io.colophon.labeling.Verdict;
import io.colophon.labeling.Verdict.Status;
import io.colophon.labeling.fingerprint.CopyMatch;
import io.colophon.labeling.fingerprint.Fingerprinter;
import io.colophon.labeling.fingerprint.Fingerprints;
import io.colophon.labeling.policy.Medium;
import io.colophon.labeling.provenance.FoundCopy;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.ProvenanceRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges a file by all layers of its labels and by the provenance log: metadata labels, the C2PA
 * manifest, the mark, and the record of its bytes or of what it is a copy of. A label that names a
 * record of ours in a file whose bytes are not those of the record is broken: the file was changed,
 * or the label was put on another. Blocking, thread-safe.
 */
public final class FileVerification {
  private final ContentVerifier reader = new ContentVerifier();
  private final Optional<? extends ProvenanceRecords> records;
  private final LayerReader layers;

  /**
   * @param records the log; empty to judge by the labels alone
   */
  public FileVerification(Optional<? extends ProvenanceRecords> records, LayerReader layers) {
    this.records = records;
    this.layers = layers;
  }

  /**
   * Judges.
   *
   * @throws IOException if the log cannot be read; what is wrong with the file is in the verdict
   */
  public FileVerdict verify(Path file) throws IOException {
    Verdict read = reader.verify(file);
    FoundLayers found = layers.read(file, read);
    Optional<String> digest = digest(file);
    List<FileVerdict.Note> notes = new ArrayList<>(found.notes());
    if (digest.isEmpty() || records.isEmpty()) {
      if (read.status() != Status.UNREADABLE) {
        notes.add(new FileVerdict.Note("log.not-asked", "no provenance log was asked"));
      }
      Status status = ofItself(read, found, notes);
      return new FileVerdict(
          status, digest.orElse(""), read, found, Optional.empty(), List.of(), notes);
    }
    List<LogEntry> same = records.get().findBySha256(digest.get());
    return same.isEmpty()
        ? unknown(file, read, found, digest.get(), notes)
        : known(read, found, digest.get(), same.get(0), notes);
  }

  /** What the file says of itself: all of its layers together. */
  private static Status ofItself(Verdict read, FoundLayers found, List<FileVerdict.Note> notes) {
    if (found.haveBrokenManifest()) {
      notes.add(
          new FileVerdict.Note(
              "c2pa.invalid",
              "the manifest is not in order, or the file is not the one it speaks of"));
      return Status.BROKEN;
    }
    return read.status() == Status.NO_LABEL && found.sayMachineMade()
        ? Status.LABELED
        : read.status();
  }

  /** The bytes are those of a record: what the labels lack, the record makes up for. */
  private static FileVerdict known(
      Verdict read,
      FoundLayers found,
      String digest,
      LogEntry entry,
      List<FileVerdict.Note> notes) {
    notes.add(
        new FileVerdict.Note(
            "log.match", "the bytes are those of record " + entry.index() + " in the log"));
    Status own = ofItself(read, found, notes);
    Status status = own == Status.BROKEN ? Status.BROKEN : Status.LABELED;
    return new FileVerdict(status, digest, read, found, Optional.of(entry), List.of(), notes);
  }

  private FileVerdict unknown(
      Path file, Verdict read, FoundLayers found, String digest, List<FileVerdict.Note> notes)
      throws IOException {
    List<FoundCopy> copies = copies(file, read, found, digest, notes);
    Status status = ofItself(read, found, notes);
    Optional<LogEntry> named = named(read);
    if (named.isPresent() && isDocumentOf(read, named.get())) {
      notes.add(
          new FileVerdict.Note(
              "log.document-of",
              "the label names the text of record "
                  + named.get().index()
                  + "; the log has no record of the document made of it"));
    } else if (named.isPresent()) {
      notes.add(new FileVerdict.Note("log.digest-differs", differs(named.get())));
      status = Status.BROKEN;
    } else {
      notes.add(new FileVerdict.Note("log.unknown", "the log has no record of these bytes"));
    }
    if (read.status() == Status.NO_LABEL && status != Status.BROKEN && isMarked(copies)) {
      notes.add(
          new FileVerdict.Note(
              "label.stripped", "the mark is that of a record, the metadata label is gone"));
      status = Status.BROKEN;
    }
    return new FileVerdict(status, digest, read, found, Optional.empty(), copies, notes);
  }

  /** Text leaves without a container; whoever keeps it may put it into one, label and all. */
  private static boolean isDocumentOf(Verdict read, LogEntry named) {
    return Medium.of(read.mimeType()) == Medium.DOCUMENT
        && Medium.of(named.record().output().mimeType()) == Medium.TEXT;
  }

  private static boolean isMarked(List<FoundCopy> copies) {
    return copies.stream().anyMatch(copy -> copy.kind() == CopyMatch.Kind.WATERMARK);
  }

  private List<FoundCopy> copies(
      Path file, Verdict read, FoundLayers found, String digest, List<FileVerdict.Note> notes)
      throws IOException {
    if (read.status() == Status.UNREADABLE) {
      return List.of();
    }
    OptionalLong mark =
        found.watermark().isPresent()
            ? OptionalLong.of(found.watermark().get().payload())
            : OptionalLong.empty();
    List<FoundCopy> copies =
        records.orElseThrow().findCopies(digest, prints(file, read, notes), mark);
    for (FoundCopy copy : copies) {
      notes.add(
          new FileVerdict.Note(
              "log.copy",
              "seems to be a copy of record "
                  + copy.entry().index()
                  + ", told by "
                  + copy.kind().name().toLowerCase(Locale.ROOT)));
    }
    return copies;
  }

  private static List<Fingerprints> prints(Path file, Verdict read, List<FileVerdict.Note> notes) {
    try {
      return Fingerprinter.forSearch(file, read.mimeType());
    } catch (IOException | RuntimeException undecodable) {
      notes.add(
          new FileVerdict.Note(
              "fingerprint.not-taken",
              "cannot be decoded: " + undecodable.getClass().getSimpleName()));
      return List.of(Fingerprints.none());
    }
  }

  private Optional<LogEntry> named(Verdict read) throws IOException {
    for (FoundLabel label : read.layers()) {
      Optional<String> id = label.fields().map(AigcLabel::produceId).filter(i -> !i.isEmpty());
      if (id.isPresent()) {
        List<LogEntry> named = records.orElseThrow().findByProduceId(id.get());
        if (!named.isEmpty()) {
          return Optional.of(named.get(0));
        }
      }
    }
    return Optional.empty();
  }

  private static String differs(LogEntry named) {
    return "the label names record "
        + named.index()
        + ", whose bytes have the digest "
        + named.record().output().sha256()
        + ": the file was changed after it left, or the label belongs to another";
  }

  private static Optional<String> digest(Path file) {
    try {
      return Optional.of(Digests.sha256(file));
    } catch (IOException unreadable) {
      return Optional.empty(); // the verdict says so
    }
  }
}
