package io.colophon.labeling.provenance;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A provenance log as it was when opened, for reading beside the process that writes it or without
 * one. Writes nothing and needs no key.
 */
public final class ProvenanceReader extends ProvenanceRecords implements Closeable {
  private final JournalReader journal;

  private ProvenanceReader(
      Path directory, JournalReader journal, LogState state, PersonalStore personal) {
    super(directory, state, personal, CopyFinder.lazy(LogFiles.fingerprints(directory), state));
    this.journal = journal;
  }

  static ProvenanceReader open(Path directory) throws IOException {
    if (!LogFiles.hasVerifier(directory)) {
      throw new NoSuchFileException(directory + " holds no provenance log");
    }
    // The checkpoint first: the records are never behind it.
    Optional<Checkpoint> last = CheckpointStore.readLast(directory);
    requireSigned(last, LogFiles.readVerifier(directory));
    JournalReader journal = Journal.openReadOnly(LogFiles.records(directory));
    try {
      return new ProvenanceReader(
          directory,
          journal,
          LogState.load(journal, directory, last, false),
          PersonalStore.openReadOnly(LogFiles.personal(directory)));
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (journal;
        personal;
        copies) {
      state.close();
    }
  }
}
