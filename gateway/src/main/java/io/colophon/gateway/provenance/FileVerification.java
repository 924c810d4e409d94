package io.colophon.gateway.provenance;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.FoundLabel;
import io.colophon.labeling.Verdict;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.ProvenanceRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Judges a file by its labels and by the provenance log. A label that names a record of ours in a
 * file whose bytes are not those of the record is broken: the file was changed, or the label was
 * put on another. Blocking, thread-safe.
 */
public final class FileVerification {
  private final ContentVerifier reader = new ContentVerifier();
  private final Optional<? extends ProvenanceRecords> records;

  /**
   * @param records the log; empty to judge by the labels alone
   */
  public FileVerification(Optional<? extends ProvenanceRecords> records) {
    this.records = records;
  }

  /**
   * Judges.
   *
   * @throws IOException if the log cannot be read; what is wrong with the file is in the verdict
   */
  public FileVerdict verify(Path file) throws IOException {
    Verdict read = reader.verify(file);
    Optional<String> digest = digest(file);
    if (digest.isEmpty() || records.isEmpty()) {
      return new FileVerdict(
          read.status(), digest.orElse(""), read, Optional.empty(), notAsked(read));
    }
    List<LogEntry> same = records.get().findBySha256(digest.get());
    if (!same.isEmpty()) {
      return known(read, digest.get(), same.get(0));
    }
    return unknown(read, digest.get());
  }

  private static List<FileVerdict.Note> notAsked(Verdict read) {
    return read.status() == Verdict.Status.UNREADABLE
        ? List.of()
        : List.of(new FileVerdict.Note("log.not-asked", "no provenance log was asked"));
  }

  /** The bytes are those of a record: what the labels lack, the record makes up for. */
  private static FileVerdict known(Verdict read, String digest, LogEntry entry) {
    List<FileVerdict.Note> notes = new ArrayList<>();
    notes.add(
        new FileVerdict.Note(
            "log.match", "the bytes are those of record " + entry.index() + " in the log"));
    Verdict.Status status =
        read.status() == Verdict.Status.BROKEN ? Verdict.Status.BROKEN : Verdict.Status.LABELED;
    return new FileVerdict(status, digest, read, Optional.of(entry), notes);
  }

  private FileVerdict unknown(Verdict read, String digest) throws IOException {
    for (FoundLabel label : read.layers()) {
      Optional<String> id = label.fields().map(AigcLabel::produceId).filter(i -> !i.isEmpty());
      if (id.isPresent()) {
        List<LogEntry> named = records.orElseThrow().findByProduceId(id.get());
        if (!named.isEmpty()) {
          return changed(read, digest, named.get(0));
        }
      }
    }
    return new FileVerdict(
        read.status(),
        digest,
        read,
        Optional.empty(),
        List.of(new FileVerdict.Note("log.unknown", "the log has no record of these bytes")));
  }

  private static FileVerdict changed(Verdict read, String digest, LogEntry named) {
    String text =
        "the label names record "
            + named.index()
            + ", whose bytes have the digest "
            + named.record().output().sha256()
            + ": the file was changed after it left, or the label belongs to another";
    return new FileVerdict(
        Verdict.Status.BROKEN,
        digest,
        read,
        Optional.empty(),
        List.of(new FileVerdict.Note("log.digest-differs", text)));
  }

  private static Optional<String> digest(Path file) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return Optional.of(HexFormat.of().formatHex(sha256.digest()));
    } catch (IOException unreadable) {
      return Optional.empty(); // the verdict says so
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
