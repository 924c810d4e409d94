package io.colophon.labeling.provenance;

import io.colophon.journal.JournalRecords;
import java.io.IOException;

/**
 * Record and personal values go to disk side by side. A stop can leave a record without its values;
 * it was never confirmed, so its output never left. Noted here, lest it looks like tampering.
 */
final class PersonalMending {
  private PersonalMending() {}

  /** Looks through the records that no checkpoint covers. */
  static void mend(PersonalStore store, JournalRecords records, long covered) throws IOException {
    records.read(
        covered,
        (index, bytes) -> {
          if (Sealer.isIn(bytes)) {
            ProvenanceRecord record = RecordReader.read(bytes);
            for (Hash commitment : Sealer.commitments(record)) {
              if (store.find(commitment).isEmpty()) {
                store.note(commitment, Erasure.cutOff(record.time()));
              }
            }
          }
          return true;
        });
  }
}
