package io.colophon.labeling.fingerprint;

import java.util.List;
import java.util.Optional;

/**
 * What one output is recognised by, apart from the digest of its bytes.
 *
 * @param samples SHA-256 of the decoded samples in their normal form ({@link Fingerprinter}), 64
 *     lower-case hexadecimal digits: equal for files that differ in metadata only; empty where
 *     there is nothing to decode
 * @param pictures the code of a picture, or of up to {@value #MAX_PICTURES} frames of a film
 * @param sound the code of a sound or of a film's sound track
 */
public record Fingerprints(
    Optional<String> samples, List<PictureCode> pictures, Optional<SoundCode> sound) {
  /** Most frames of one film that are kept. */
  public static final int MAX_PICTURES = 16;

  private static final int SHA256_DIGITS = 64;

  public Fingerprints {
    pictures = List.copyOf(pictures);
    if (pictures.size() > MAX_PICTURES) {
      throw new IllegalArgumentException(
          pictures.size() + " pictures, expected at most " + MAX_PICTURES);
    }
    samples.ifPresent(
        digits -> {
          if (digits.length() != SHA256_DIGITS) {
            throw new IllegalArgumentException("samples is not 64 hexadecimal digits");
          }
        });
  }

  /** Returns what is known of an output that has no samples, such as a text. */
  public static Fingerprints none() {
    return new Fingerprints(Optional.empty(), List.of(), Optional.empty());
  }
}
