package io.colophon.labeling.credentials;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Tells the payload of the imperceptible mark.
 *
 * <p>The specification says that the algorithm of a {@code c2pa.soft-binding} should be one of its
 * public list (2.4, 9.3.2), and validators begin to refuse others with {@code
 * algorithm.unsupported}. Until ours is on the list, the mark is told of in an assertion of our own
 * and the action is {@code c2pa.watermarked.unbound}.
 */
final class WatermarkAssertion {
  static final String SOFT_BINDING = "c2pa.soft-binding";
  static final String OWN = "io.colophon.watermark";

  private WatermarkAssertion() {}

  /**
   * @param listed whether the algorithm is on the list of soft bindings
   */
  static Assertion of(String algorithm, long payload, boolean listed) {
    byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(payload).array();
    if (!listed) {
      return Assertion.cbor(OWN, Map.of("alg", algorithm, "value", value));
    }
    return Assertion.cbor(
        SOFT_BINDING,
        Map.of(
            "alg",
            algorithm,
            "blocks",
            List.of(Map.of("scope", Map.of(), "value", value)),
            "pad",
            new byte[0]));
  }
}
