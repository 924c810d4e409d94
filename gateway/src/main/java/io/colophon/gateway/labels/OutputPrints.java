package io.colophon.gateway.labels;

import io.colophon.labeling.fingerprint.Fingerprinter;
import io.colophon.labeling.fingerprint.Fingerprints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a copy of an output is recognised by, as its record keeps it. */
public final class OutputPrints {
  private static final Logger log = LoggerFactory.getLogger(OutputPrints.class);

  private OutputPrints() {}

  /**
   * Of a file; blocking. Empty where there is nothing to recognise, or where it cannot be decoded:
   * the record has the digest of the bytes all the same.
   */
  public static Optional<Fingerprints> of(Path file, String mimeType) {
    try {
      return Optional.of(Fingerprinter.of(file, mimeType))
          .filter(prints -> !prints.equals(Fingerprints.none()));
    } catch (IOException | RuntimeException undecodable) {
      log.warn("no fingerprint of an output of type {}: {}", mimeType, undecodable.toString());
      return Optional.empty();
    }
  }
}
