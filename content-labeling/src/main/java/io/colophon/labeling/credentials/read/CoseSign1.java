package io.colophon.labeling.credentials.read;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A signature over a claim: COSE_Sign1 (RFC 9052, 4.2) with the payload elsewhere.
 *
 * @param algorithm number in COSE's registry
 * @param protectedHeader as it was signed
 * @param chain certificates in DER, the signer's first
 * @param signature the value
 * @param stamp an RFC 3161 time stamp; empty without one
 * @param stampVersion 2 when it stamps the signature, 1 when it stamps the claim
 */
record CoseSign1(
    long algorithm,
    byte[] protectedHeader,
    List<byte[]> chain,
    byte[] signature,
    Optional<byte[]> stamp,
    int stampVersion) {

  private static final int TAG = 18;
  private static final int PARTS = 4;
  private static final long ALG = 1;
  private static final long X5CHAIN = 33;
  private static final int MAX_CHAIN = 10;

  CoseSign1 {
    chain = List.copyOf(chain);
  }

  static CoseSign1 read(byte[] bytes) throws CborException {
    if (!(CborReader.read(bytes) instanceof Cbor.Tagged tagged) || tagged.tag() != TAG) {
      throw new CborException("a signature without tag 18, COSE_Sign1");
    }
    List<Cbor> parts = tagged.value().items("COSE_Sign1");
    if (parts.size() != PARTS) {
      throw new CborException("COSE_Sign1 of " + parts.size() + " parts, expected " + PARTS);
    }
    if (!(parts.get(2) instanceof Cbor.Simple none && none.value() == Cbor.Simple.NULL)) {
      throw new CborException("a payload in the signature, expected nil: it is the claim");
    }
    byte[] header = parts.get(0).bytes("protected header");
    CborMap signed = CborReader.read(header).map("protected header");
    CborMap unsigned = parts.get(1).map("unprotected header");
    Cbor algorithm =
        signed.get(ALG).orElseThrow(() -> new CborException("no algorithm in the header"));
    Optional<CborMap> second = unsigned.map("sigTst2");
    Optional<CborMap> stamps = second.isPresent() ? second : unsigned.map("sigTst");
    return new CoseSign1(
        algorithm.whole("algorithm"),
        header,
        chain(signed, unsigned),
        parts.get(3).bytes("signature"),
        stamps.isEmpty() ? Optional.empty() : token(stamps.get()),
        second.isPresent() ? 2 : 1);
  }

  /** What was signed, for a claim. */
  byte[] signed(byte[] claim) {
    return structure("Signature1", claim);
  }

  /**
   * What a time stamp is taken of (C2PA 2.2, 10.3.2.5): the claim in version 1, the signature in
   * version 2.
   */
  byte[] stamped(byte[] claim) {
    return structure(
        "CounterSignature", stampVersion == 1 ? claim : concat(head(2, signature), signature));
  }

  private byte[] structure(String context, byte[] payload) {
    byte[] name = context.getBytes(StandardCharsets.US_ASCII);
    return concat(
        new byte[] {(byte) 0x84},
        head(3, name),
        name,
        head(2, protectedHeader),
        protectedHeader,
        new byte[] {0x40},
        head(2, payload),
        payload);
  }

  private static List<byte[]> chain(CborMap signed, CborMap unsigned) throws CborException {
    // Version 1 let the chain stand in the other header, and under its name.
    Optional<Cbor> found = signed.get(X5CHAIN, "x5chain");
    Cbor chain =
        found
            .or(() -> unsigned.get(X5CHAIN, "x5chain"))
            .orElseThrow(() -> new CborException("no certificate in the header"));
    List<byte[]> certificates = new ArrayList<>();
    if (chain instanceof Cbor.Bytes one) {
      certificates.add(one.value());
    } else {
      for (Cbor certificate : chain.items("x5chain")) {
        certificates.add(certificate.bytes("certificate"));
      }
    }
    if (certificates.isEmpty() || certificates.size() > MAX_CHAIN) {
      throw new CborException(certificates.size() + " certificates, expected 1 to " + MAX_CHAIN);
    }
    return certificates;
  }

  private static Optional<byte[]> token(CborMap stamps) throws CborException {
    List<Cbor> tokens = stamps.items("tstTokens");
    if (tokens.size() != 1) {
      throw new CborException(tokens.size() + " time stamps, expected 1");
    }
    return tokens.get(0).map("time stamp").bytes("val");
  }

  /** Head of a string of CBOR in its shortest form. */
  private static byte[] head(int major, byte[] string) {
    int length = string.length;
    if (length < 24) {
      return new byte[] {(byte) (major << 5 | length)};
    }
    if (length < 1 << Byte.SIZE) {
      return new byte[] {(byte) (major << 5 | 24), (byte) length};
    }
    if (length < 1 << Short.SIZE) {
      return ByteBuffer.allocate(3).put((byte) (major << 5 | 25)).putShort((short) length).array();
    }
    return ByteBuffer.allocate(5).put((byte) (major << 5 | 26)).putInt(length).array();
  }

  private static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
