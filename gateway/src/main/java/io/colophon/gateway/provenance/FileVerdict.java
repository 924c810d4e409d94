package io.colophon.gateway.provenance;

import io.colophon.labeling.Verdict;
import io.colophon.labeling.provenance.FoundCopy;
import io.colophon.labeling.provenance.LogEntry;
import java.util.List;
import java.util.Optional;

/**
 * What can be said of a file: what it says of itself, and what the log knows of it.
 *
 * @param status the answer in one word, over all layers
 * @param sha256 digest of the file, 64 hex digits; empty when it could not be read
 * @param read what its metadata labels say
 * @param layers its manifest and its mark
 * @param entry the record with this digest; empty when the log has none or was not asked
 * @param copies records of which it seems to be a copy, the surest first; empty where the record is
 *     known by its digest
 * @param notes what comparing all of this showed
 */
public record FileVerdict(
    Verdict.Status status,
    String sha256,
    Verdict read,
    FoundLayers layers,
    Optional<LogEntry> entry,
    List<FoundCopy> copies,
    List<Note> notes) {
  public FileVerdict {
    copies = List.copyOf(copies);
    notes = List.copyOf(notes);
  }

  /**
   * Something that comparing file and log showed.
   *
   * @param code stable, for machines
   * @param text for people
   */
  public record Note(String code, String text) {}
}
