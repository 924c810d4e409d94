package io.colophon.labeling.provenance;

import io.colophon.labeling.provenance.CheckReport.Finding;
import io.colophon.labeling.provenance.CheckReport.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is kept outside the tree with the commitments in it: every value must be the one
 * that was committed to, or be noted as erased, and not before its time.
 */
final class PersonalCheck implements Closeable {
  private final PersonalStore store;
  private @Nullable Finding finding;

  PersonalCheck(Path directory) throws IOException {
    this.store = PersonalStore.openReadOnly(directory);
  }

  /** Takes the next record; most hold nothing sealed and are not parsed. */
  void record(long index, ByteBuffer bytes) throws IOException {
    if (finding != null || !Sealer.isIn(bytes)) {
      return;
    }
    ProvenanceRecord record = RecordReader.read(bytes);
    for (Hash commitment : Sealer.commitments(record)) {
      Optional<PersonalEntry> entry = store.find(commitment);
      if (entry.isEmpty()) {
        found(Kind.PERSONAL, index, " is gone, and nothing says that it was erased");
      } else {
        look(index, record, entry.get());
      }
    }
  }

  private void look(long index, ProvenanceRecord record, PersonalEntry entry) {
    Secret secret = entry.secret();
    if (secret != null) {
      if (!secret.commitment().equals(entry.commitment())) {
        found(Kind.PERSONAL, index, " is not the one that was committed to");
      }
      return;
    }
    Instant erased = entry.erased().orElseThrow().at();
    if (entry.erased().get().equals(Erasure.cutOff(record.time()))) {
      return; // the output never left
    }
    if (Retention.keptUntil(record).filter(erased::isBefore).isPresent()) {
      found(Kind.RETENTION, index, " was erased on " + erased + ", before its time");
    }
  }

  private void found(Kind kind, long index, String what) {
    if (finding == null) {
      finding = new Finding(kind, index, "a personal value of record " + index + what);
    }
  }

  Optional<Finding> finding() {
    return Optional.ofNullable(finding);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
