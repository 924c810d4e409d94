package io.colophon.labeling.credentials;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;

/** Makes keys, certificates and requests (RFC 5280, RFC 2986). */
final class X509Signing {
  private static final int SERIAL_BITS = 127;
  private static final BigInteger VERSION_3 = BigInteger.TWO;

  private X509Signing() {}

  /** A key that goes with an algorithm. */
  static KeyPair keyPair(SigningAlgorithm algorithm, SecureRandom random)
      throws GeneralSecurityException {
    KeyPairGenerator generator;
    switch (algorithm) {
      case ES256, ES384, ES512 -> {
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve(algorithm)), random);
      }
      case PS256, PS384, PS512 -> {
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(
            new RSAKeyGenParameterSpec(rsaBits(algorithm), RSAKeyGenParameterSpec.F4), random);
      }
      case ED25519 -> generator = KeyPairGenerator.getInstance("Ed25519");
      default -> throw new IllegalArgumentException("no key for " + algorithm);
    }
    return generator.generateKeyPair();
  }

  /** When a certificate is in force, both ends included. */
  record Life(Instant from, Instant until) {}

  /**
   * A certificate.
   *
   * @param subject and {@code issuer}: names in DER
   * @param issuerKey an EC key of P-256
   */
  static byte[] certificate(
      byte[] subject,
      PublicKey key,
      byte[] issuer,
      PrivateKey issuerKey,
      Life life,
      byte[] extensions,
      SecureRandom random)
      throws GeneralSecurityException {
    BigInteger serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
    byte[] content =
        Der.sequence(
            Der.tagged(0, Der.integer(VERSION_3)),
            Der.integer(serial),
            signatureKind(SigningAlgorithm.ES256),
            issuer,
            Der.sequence(Der.time(life.from()), Der.time(life.until())),
            subject,
            key.getEncoded(),
            Der.tagged(3, extensions));
    return signed(content, issuerKey, SigningAlgorithm.ES256);
  }

  /** A request for a certificate, PKCS#10. */
  static byte[] request(
      DistinguishedName subject, KeyPair keys, SigningAlgorithm algorithm, byte[] extensions)
      throws GeneralSecurityException {
    String extensionRequest = "1.2.840.113549.1.9.14";
    byte[] content =
        Der.sequence(
            Der.integer(BigInteger.ZERO),
            subject.der(),
            keys.getPublic().getEncoded(),
            Der.tagged(0, Der.sequence(Der.oid(extensionRequest), Der.set(extensions))));
    return signed(content, keys.getPrivate(), algorithm);
  }

  private static byte[] signed(byte[] content, PrivateKey key, SigningAlgorithm algorithm)
      throws GeneralSecurityException {
    Signature engine = Signature.getInstance(derName(algorithm));
    engine.initSign(key);
    engine.update(content);
    return Der.sequence(content, signatureKind(algorithm), Der.bits(engine.sign()));
  }

  private static String curve(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ES384 -> "secp384r1";
      case ES512 -> "secp521r1";
      default -> "secp256r1";
    };
  }

  private static int rsaBits(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case PS384 -> 3072;
      case PS512 -> 4096;
      default -> SigningAlgorithm.LEAST_RSA_BITS;
    };
  }

  /** What the Java platform calls the signature in certificates: ECDSA in DER, RSA of PKCS#1. */
  private static String derName(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> "SHA256withECDSA";
      case ES384 -> "SHA384withECDSA";
      case ES512 -> "SHA512withECDSA";
      case PS256 -> "SHA256withRSA";
      case PS384 -> "SHA384withRSA";
      case PS512 -> "SHA512withRSA";
      case ED25519 -> "Ed25519";
    };
  }

  private static byte[] signatureKind(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
      case ES384 -> Der.sequence(Der.oid("1.2.840.10045.4.3.3"));
      case ES512 -> Der.sequence(Der.oid("1.2.840.10045.4.3.4"));
      case PS256 -> Der.sequence(Der.oid("1.2.840.113549.1.1.11"), Der.NULL);
      case PS384 -> Der.sequence(Der.oid("1.2.840.113549.1.1.12"), Der.NULL);
      case PS512 -> Der.sequence(Der.oid("1.2.840.113549.1.1.13"), Der.NULL);
      case ED25519 -> Der.sequence(Der.oid("1.3.101.112"));
    };
  }
}
