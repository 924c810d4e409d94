package io.colophon.labeling.watermark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a mark says: a short name of a piece of content, to be looked up in the provenance log. */
public final class WatermarkPayload {
  private WatermarkPayload() {}

  /**
   * The payload of a piece of content: the first 8 bytes, big endian, of the SHA-256 (FIPS 180-4)
   * of its id in UTF-8. Among a million ids two share a payload with a probability of 3e-8.
   *
   * @param produceId the {@code ProduceID} of the label; not empty
   */
  public static long of(String produceId) {
    if (produceId.isEmpty()) {
      throw new IllegalArgumentException("empty produceId, expected the id of a label");
    }
    byte[] id = produceId.getBytes(StandardCharsets.UTF_8);
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java without SHA-256", e);
    }
  }
}
