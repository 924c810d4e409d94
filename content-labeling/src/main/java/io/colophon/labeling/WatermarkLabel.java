package io.colophon.labeling;

/**
 * The imperceptible mark that was put in and found again.
 *
 * @param algorithm name and version of the marking
 * @param payload its 64 bits
 */
public record WatermarkLabel(String algorithm, long payload) {
  /** The payload as 16 hexadecimal digits. */
  public String payloadHex() {
    return String.format("%016x", payload);
  }
}
