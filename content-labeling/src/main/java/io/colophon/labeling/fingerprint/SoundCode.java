package io.colophon.labeling.fingerprint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a sound is recognised by: one word of 32 bits for every {@value #STEP_SAMPLES} samples at
 * {@value #RATE} Hz, so about 8 a second. Immutable.
 */
public final class SoundCode {
  /** Samples per second, mono, that the code is taken from. */
  public static final int RATE = 11_025;

  /** Samples from one word to the next: 123.8 ms. */
  public static final int STEP_SAMPLES = 1365;

  /** Most words of one code: about two minutes; what comes after is not looked at. */
  public static final int MAX_WORDS = 948;

  private final int[] words;

  private SoundCode(int[] words) {
    this.words = words;
  }

  /** Takes a copy of at most {@value #MAX_WORDS} words. */
  public static SoundCode of(int... words) {
    if (words.length > MAX_WORDS) {
      throw new IllegalArgumentException(
          "sound code of " + words.length + " words, expected at most " + MAX_WORDS);
    }
    return new SoundCode(words.clone());
  }

  /** Reads what {@link #toBase64} wrote. */
  public static SoundCode fromBase64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (bytes.length % Integer.BYTES != 0 || bytes.length / Integer.BYTES > MAX_WORDS) {
      throw new IllegalArgumentException("sound code of " + bytes.length + " bytes");
    }
    int[] words = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(words);
    return new SoundCode(words);
  }

  /** Returns the words, big-endian, in standard Base64. */
  public String toBase64() {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES);
    bytes.asIntBuffer().put(words);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** Returns how many words there are; 0 for a sound of less than about 2.6 s. */
  public int length() {
    return words.length;
  }

  /** Returns one word. */
  public int word(int index) {
    return words[index];
  }

  /** Returns a copy of the words. */
  public int[] words() {
    return words.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoundCode code && Arrays.equals(words, code.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return "SoundCode of " + words.length + " words";
  }
}
