package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.read.ManifestReport.State;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The readers of stores, from outside of their package, for tests with hostile bytes. */
public final class StoreBytes {
  private static final String MANIFEST = "urn:c2pa:00000000-0000-4000-8000-000000000001";

  private StoreBytes() {}

  /** Whether the bytes are boxes. */
  public static boolean areBoxes(byte[] bytes) {
    try {
      JumbfReader.read(bytes);
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  /** Whether the bytes are CBOR. */
  public static boolean areCbor(byte[] bytes) {
    try {
      CborReader.read(bytes);
      return true;
    } catch (CborException e) {
      return false;
    }
  }

  /** A store of one manifest with this assertion, claim and signature, right or not. */
  public static byte[] store(String assertion, byte[] content, byte[] claim, byte[] signature) {
    return Boxes.superbox(
        "c2pa",
        "c2pa",
        Boxes.superbox(
            "c2ma",
            MANIFEST,
            Boxes.superbox(
                "c2as",
                "c2pa.assertions",
                Boxes.superbox("cbor", assertion, Boxes.box("cbor", content))),
            Boxes.superbox("c2cl", "c2pa.claim.v2", Boxes.box("cbor", claim)),
            Boxes.superbox("c2cs", "c2pa.signature", Boxes.box("cbor", signature))));
  }

  /** A claim that refers to one assertion. */
  public static byte[] claim(String assertion, byte[] content) {
    byte[] box = Boxes.superbox("cbor", assertion, Boxes.box("cbor", content));
    return CborBytes.of(
        java.util.Map.of(
            "instanceID",
            "xmp:iid:1",
            "claim_generator_info",
            java.util.Map.of("name", "Strange"),
            "signature",
            "self#jumbf=/c2pa/" + MANIFEST + "/c2pa.signature",
            "alg",
            "sha256",
            "created_assertions",
            List.of(
                java.util.Map.of(
                    "url",
                    "self#jumbf=c2pa.assertions/" + assertion,
                    "hash",
                    Forge.sha256(Boxes.hashed(box))))));
  }

  /** A store that is right and signed by somebody nobody knows, bound to no file. */
  public static byte[] signed() {
    Forge forge = new Forge(TestSigner.of(SignatureAlgorithm.ES256), 1);
    return forge.store(Forge.sha256("".getBytes(StandardCharsets.UTF_8)), 100);
  }

  /** Whether a report says that nothing is wrong. */
  public static boolean holds(ManifestReport report) {
    return report.state() != State.INVALID;
  }
}
