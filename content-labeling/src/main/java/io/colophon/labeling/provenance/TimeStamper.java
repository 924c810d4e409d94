package io.colophon.labeling.provenance;

import java.io.IOException;

/** Asks somebody else to say that a checkpoint existed at a time (RFC 3161). */
@FunctionalInterface
public interface TimeStamper {
  /**
   * Stamps bytes. Called on a thread of its own, one call at a time; may block for as long as the
   * interval between stamps.
   *
   * @param checkpoint the whole signed note
   * @return DER of the TimeStampToken over its SHA-256
   * @throws IOException if the authority is away or refuses; asked again for the next checkpoint
   */
  byte[] stamp(byte[] checkpoint) throws IOException;
}
