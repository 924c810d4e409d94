package io.colophon.labeling.credentials;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of a claim's signature: tagged COSE_Sign1 without payload, certificates in the protected
 * header, time stamp in the unprotected one (C2PA 2.2, 13.2 and 10.3.2.5; RFC 9360).
 */
final class ClaimSignature {
  private static final int TAG_SIGN1 = 18;
  private static final int HEADER_ALGORITHM = 1;
  private static final int HEADER_CHAIN = 33;
  private static final String HEADER_STAMP = "sigTst2";

  private ClaimSignature() {}

  /** The protected header; the same for every claim of a key. */
  static byte[] protectedHeader(CredentialSigner signer) throws CredentialsException {
    List<byte[]> certificates = new ArrayList<>();
    for (X509Certificate certificate : signer.chain()) {
      boolean root =
          certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
      if (!root) { // the validator has its own roots and must not take ours
        certificates.add(encoded(certificate));
      }
    }
    Object chain = certificates.size() == 1 ? certificates.get(0) : certificates;
    return Cbor.encode(
        Map.of(HEADER_ALGORITHM, signer.algorithm().coseNumber(), HEADER_CHAIN, chain));
  }

  /** The unprotected header before padding. */
  static Map<String, Object> unprotectedHeader(byte[] stampToken) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (stampToken.length > 0) {
      header.put(HEADER_STAMP, Map.of("tstTokens", List.of(Map.of("val", stampToken))));
    }
    return header;
  }

  static byte[] encode(
      byte[] protectedHeader, Map<String, Object> unprotectedHeader, byte[] signature) {
    return Cbor.encode(
        new Cbor.Tagged(
            TAG_SIGN1, List.of(protectedHeader, unprotectedHeader, Cbor.NIL, signature)));
  }

  private static byte[] encoded(X509Certificate certificate) throws CredentialsException {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new CredentialsException("a certificate has no DER form", e);
    }
  }
}
