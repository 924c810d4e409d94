package io.colophon.labeling.credentials;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A root of the tests and leaves under it, right and wrong ones. */
final class TestKeys {
  static final List<String> GOOD_PURPOSES =
      List.of(CertificateProfile.CLAIM_SIGNING, CertificateProfile.EMAIL_PROTECTION);
  static final SecureRandom RANDOM = new SecureRandom();

  private static final Map<SigningAlgorithm, KeyPair> PAIRS = new EnumMap<>(SigningAlgorithm.class);

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

  /** Long RSA keys take seconds to make, so there is one of each kind for all tests. */
  static synchronized KeyPair pair(SigningAlgorithm algorithm) throws Exception {
    KeyPair known = PAIRS.get(algorithm);
    if (known == null) {
      known = X509Signing.keyPair(algorithm, RANDOM);
      PAIRS.put(algorithm, known);
    }
    return known;
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
