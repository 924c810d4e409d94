package io.colophon.labeling.provenance;

import io.colophon.journal.JournalRecords;
import io.colophon.labeling.fingerprint.FingerprintIndex;
import io.colophon.labeling.fingerprint.Fingerprints;
import io.colophon.labeling.provenance.CheckReport.Finding;
import io.colophon.labeling.provenance.CheckReport.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares every row of the index of fingerprints with its record. */
final class IndexCheck {
  private IndexCheck() {}

  static Optional<Finding> run(Path directory, JournalRecords records) throws IOException {
    List<Finding> found = new ArrayList<>();
    long[] next = {0};
    boolean whole =
        FingerprintIndex.read(
            LogFiles.fingerprints(directory),
            (index, prints, watermark) -> {
              boolean isNote = prints.equals(Fingerprints.none()) && watermark.isEmpty();
              if (found.isEmpty() && !isNote && index < records.size()) {
                ProvenanceRecord record = RecordReader.read(records.read(index));
                if (!prints.equals(CopyFinder.prints(record))
                    || !watermark.equals(CopyFinder.mark(record))) {
                  found.add(
                      new Finding(
                          Kind.INDEX,
                          index,
                          "the index of fingerprints has others for record " + index));
                }
              }
              next[0] = index + 1;
            });
    if (found.isEmpty() && !whole) {
      found.add(
          new Finding(
              Kind.INDEX,
              next[0],
              "the index of fingerprints is damaged from record " + next[0] + " on"));
    }
    return found.stream().findFirst();
  }
}
