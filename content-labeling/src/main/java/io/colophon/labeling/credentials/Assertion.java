package io.colophon.labeling.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One statement of a manifest.
 *
 * @param label its name, for instance {@code c2pa.actions.v2}
 * @param data what it says, as given to {@link Cbor}; or the JSON text
 * @param box its superbox, ready to be put into the assertion store
 */
record Assertion(String label, Object data, byte[] box) {

  static Assertion cbor(String label, Map<String, ?> data) {
    byte[] content = Jumbf.box("cbor", Cbor.encode(data));
    return new Assertion(label, data, Jumbf.superbox(JumbfType.CBOR, label, content));
  }

  static Assertion json(String label, String json) {
    byte[] content = Jumbf.box("json", json.getBytes(StandardCharsets.UTF_8));
    return new Assertion(label, json, Jumbf.superbox(JumbfType.JSON, label, content));
  }

  /** How others of the same manifest refer to it: address and hash (C2PA 2.2, 8.4.2). */
  Map<String, Object> hashedUri() {
    return HashedUri.of(
        "self#jumbf=" + JumbfType.ASSERTIONS_LABEL + "/" + label, Jumbf.contentHash(box));
  }
}
