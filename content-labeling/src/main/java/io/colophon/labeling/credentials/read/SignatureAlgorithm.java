package io.colophon.labeling.credentials.read;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms of C2PA (2.2, 13.2) by their numbers in COSE. */
enum SignatureAlgorithm {
  ES256(-7, "SHA256withECDSAinP1363Format"),
  ES384(-35, "SHA384withECDSAinP1363Format"),
  ES512(-36, "SHA512withECDSAinP1363Format"),
  PS256(-37, "SHA-256"),
  PS384(-38, "SHA-384"),
  PS512(-39, "SHA-512"),
  ED25519(-8, "Ed25519");

  private static final String PSS = "RSASSA-PSS";

  private final int cose;
  private final String java;

  SignatureAlgorithm(int cose, String java) {
    this.cose = cose;
    this.java = java;
  }

  static Optional<SignatureAlgorithm> of(long cose) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.cose == cose).findFirst();
  }

  /** A verifier that has not been told its key yet. */
  Signature verifier() throws GeneralSecurityException {
    if (!name().startsWith("PS")) {
      return Signature.getInstance(java);
    }
    int salt = Integer.parseInt(name().substring(2)) / Byte.SIZE;
    Signature signature = Signature.getInstance(PSS);
    signature.setParameter(
        new PSSParameterSpec(java, "MGF1", new MGF1ParameterSpec(java), salt, 1));
    return signature;
  }
}
