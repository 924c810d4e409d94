package io.colophon.labeling.credentials;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A root of the tests and leaves under it, right and wrong ones. */
final class TestKeys {
  static final List<String> GOOD_PURPOSES =
      List.of(CertificateProfile.CLAIM_SIGNING, CertificateProfile.EMAIL_PROTECTION);
  static final SecureRandom RANDOM = new SecureRandom();

  private static final DistinguishedName ROOT = DistinguishedName.of("Tests", "Root of the tests");

  final KeyPair rootKeys;
  final X509Certificate root;

  TestKeys() throws Exception {
    rootKeys = X509Signing.keyPair(SigningAlgorithm.ES256, RANDOM);
    root =
        Pem.certificate(
            X509Signing.certificate(
                ROOT.der(),
                rootKeys.getPublic(),
                ROOT.der(),
                rootKeys.getPrivate(),
                life(Instant.now()),
                Extensions.root(rootKeys.getPublic()),
                RANDOM));
  }

  /** A key; RSA keys are read from files, since long ones take seconds to make. */
  static KeyPair pair(SigningAlgorithm algorithm) throws Exception {
    return switch (algorithm) {
      case PS256 -> rsa(2048);
      case PS384 -> rsa(3072);
      case PS512 -> rsa(4096);
      default -> X509Signing.keyPair(algorithm, RANDOM);
    };
  }

  private static KeyPair rsa(int bits) throws Exception {
    Path file = Path.of("src/test/resources/credentials/test-only-rsa-" + bits + ".pem");
    byte[] pkcs8 = Pem.blocks(Files.readString(file)).get(0).der();
    KeyFactory factory = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey key =
        (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    return new KeyPair(
        factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())),
        key);
  }

  static X509Signing.Life life(Instant around) {
    return new X509Signing.Life(
        around.minus(Duration.ofDays(1)), around.plus(Duration.ofDays(100)));
  }

  /** A leaf that fits. */
  X509Certificate leaf(KeyPair keys) throws Exception {
    return leaf(keys, Extensions.leaf(keys.getPublic(), rootKeys.getPublic(), GOOD_PURPOSES));
  }

  /** A leaf with these extensions. */
  X509Certificate leaf(KeyPair keys, byte[] extensions) throws Exception {
    return leaf(keys, extensions, life(Instant.now()));
  }

  X509Certificate leaf(KeyPair keys, byte[] extensions, X509Signing.Life life) throws Exception {
    return Pem.certificate(
        X509Signing.certificate(
            DistinguishedName.of("Tests", "Leaf of the tests").der(),
            keys.getPublic(),
            ROOT.der(),
            rootKeys.getPrivate(),
            life,
            extensions,
            RANDOM));
  }

  CredentialSigner signer(SigningAlgorithm algorithm) throws Exception {
    KeyPair keys = pair(algorithm);
    return new KeyStoreSigner(keys.getPrivate(), List.of(leaf(keys), root), null);
  }
}
