package io.colophon.labeling.credentials;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Tells of a store as a validator would, by its own walk through the boxes. */
final class Upstreams {
  private Upstreams() {}

  static UpstreamManifest of(SignedStore signed, List<UpstreamManifest.Status> failures) {
    byte[] store = signed.bytes();
    byte[] manifest = last(store);
    byte[] signature = last(manifest);
    String address = "self#jumbf=/c2pa/" + signed.manifest();
    return new UpstreamManifest(
        store,
        signed.manifest(),
        Jumbf.contentHash(manifest),
        Jumbf.contentHash(signature),
        List.of(
            new UpstreamManifest.Status(
                "claimSignature.validated", address + "/c2pa.signature", "")),
        failures,
        "picture",
        "image/png");
  }

  static UpstreamManifest.Status untrusted(SignedStore signed) {
    return new UpstreamManifest.Status(
        "signingCredential.untrusted",
        "self#jumbf=/c2pa/" + signed.manifest() + "/c2pa.signature",
        "signing certificate untrusted");
  }

  /** The last box inside a superbox. */
  private static byte[] last(byte[] superbox) {
    int at = Jumbf.HEADER;
    int start = at;
    while (at < superbox.length) {
      start = at;
      at += ByteBuffer.wrap(superbox).getInt(at);
    }
    return Arrays.copyOfRange(superbox, start, at);
  }
}
