package io.colophon.labeling.credentials;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that C2PA allows (2.2, 13.2), under their names in COSE (RFC 9053). The
 * Java platform has all of them; ECDSA gives {@code r || s} as COSE wants it, not DER.
 */
public enum SigningAlgorithm {
  ES256(-7, "SHA256withECDSAinP1363Format", 256, 32),
  ES384(-35, "SHA384withECDSAinP1363Format", 384, 48),
  ES512(-36, "SHA512withECDSAinP1363Format", 521, 64),
  PS256(-37, "RSASSA-PSS", 0, 32),
  PS384(-38, "RSASSA-PSS", 0, 48),
  PS512(-39, "RSASSA-PSS", 0, 64),
  ED25519(-8, "Ed25519", 0, 0);

  /** Shorter RSA keys are not allowed (C2PA 2.2, 13.2). */
  static final int LEAST_RSA_BITS = 2048;

  private static final int STRONG_RSA_BITS = 3072;
  private static final int STRONGEST_RSA_BITS = 4096;

  private final int coseNumber;
  private final String javaName;
  private final int curveBits;
  private final int hashBytes;

  SigningAlgorithm(int coseNumber, String javaName, int curveBits, int hashBytes) {
    this.coseNumber = coseNumber;
    this.javaName = javaName;
    this.curveBits = curveBits;
    this.hashBytes = hashBytes;
  }

  /**
   * The algorithm that goes with a key: ECDSA by curve, RSA by length (PS256 below 3072 bits, PS384
   * below 4096, else PS512), Ed25519.
   *
   * @throws CredentialsException if C2PA allows none for this key
   */
  public static SigningAlgorithm of(PublicKey key) throws CredentialsException {
    if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getCurve().getField().getFieldSize();
      for (SigningAlgorithm algorithm : values()) {
        if (algorithm.curveBits == bits) {
          return algorithm;
        }
      }
      throw new CredentialsException(
          "an EC key of " + bits + " bits, expected P-256, P-384 or P-521");
    }
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < LEAST_RSA_BITS) {
        throw new CredentialsException(
            "an RSA key of " + bits + " bits, expected at least " + LEAST_RSA_BITS);
      }
      return bits < STRONG_RSA_BITS ? PS256 : bits < STRONGEST_RSA_BITS ? PS384 : PS512;
    }
    if (key instanceof EdECPublicKey ed && ed.getParams().getName().equalsIgnoreCase("Ed25519")) {
      return ED25519;
    }
    throw new CredentialsException(
        "a key of the kind "
            + key.getAlgorithm()
            + ", expected EC (P-256, P-384, P-521), RSA or Ed25519");
  }

  /** The algorithm of a name as {@link #id} gives it; empty for another. */
  public static Optional<SigningAlgorithm> named(String id) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.id().equals(id)).findFirst();
  }

  /** Its number in the COSE registry. */
  public int coseNumber() {
    return coseNumber;
  }

  /** Its name for other machines, lower case: {@code es256}, {@code ps384}, {@code ed25519}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes in every signature by this key. */
  int signatureBytes(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return (rsa.getModulus().bitLength() + 7) / 8;
    }
    return this == ED25519 ? 64 : 2 * ((curveBits + 7) / 8);
  }

  /** The hash inside the signature: {@code SHA-256} and so on; null where it cannot be apart. */
  @Nullable String digest() {
    return hashBytes == 0 ? null : "SHA-" + hashBytes * 8;
  }

  /** A signature engine, not started. */
  Signature engine() throws GeneralSecurityException {
    return prepare(Signature.getInstance(javaName));
  }

  /** Sets what the algorithm leaves open. */
  Signature prepare(Signature engine) throws GeneralSecurityException {
    if (javaName.equals("RSASSA-PSS")) {
      String digest = "SHA-" + hashBytes * 8;
      engine.setParameter(
          new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), hashBytes, 1));
    }
    return engine;
  }

  String javaName() {
    return javaName;
  }

  /** Whether a signature is good. */
  boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature engine = engine();
      engine.initVerify(key);
      engine.update(signed);
      return engine.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // not even of the right form
    }
  }
}
