package io.colophon.labeling.credentials;

import java.util.List;

/** The bytes that COSE signs, {@code Sig_structure} of RFC 9052, 4.4, without external data. */
final class ToBeSigned {
  private ToBeSigned() {}

  /** For the signature over a claim. */
  static byte[] claim(byte[] protectedHeader, byte[] claim) {
    return Cbor.encode(List.of("Signature1", protectedHeader, new byte[0], claim));
  }

  /**
   * For the time stamp over a signature, version 2: what is stamped is the signature's whole CBOR
   * string, head included (C2PA 2.2, 10.3.2.5).
   */
  static byte[] stamp(byte[] protectedHeader, byte[] signature) {
    return Cbor.encode(
        List.of("CounterSignature", protectedHeader, new byte[0], Cbor.encode(signature)));
  }
}
