package io.colophon.labeling.credentials;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs with a private key of this machine: in memory, or in a token behind a JDK provider. */
final class KeyStoreSigner implements CredentialSigner {
  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final SigningAlgorithm algorithm;
  private final @Nullable Provider provider;

  /**
   * @param provider the one that knows the key; null for a key in memory
   */
  KeyStoreSigner(PrivateKey key, List<X509Certificate> chain, @Nullable Provider provider)
      throws CredentialsException {
    this.key = key;
    this.chain = List.copyOf(chain);
    this.algorithm = SigningAlgorithm.of(chain.get(0).getPublicKey());
    this.provider = provider;
  }

  @Override
  public List<X509Certificate> chain() {
    return chain;
  }

  @Override
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public byte[] sign(byte[] bytes) throws CredentialsException {
    try {
      Signature engine = engine();
      engine.initSign(key);
      engine.update(bytes);
      return engine.sign();
    } catch (GeneralSecurityException e) {
      throw new CredentialsException("signing with " + algorithm.id() + " failed", e);
    }
  }

  private Signature engine() throws GeneralSecurityException {
    return provider == null
        ? algorithm.engine()
        : algorithm.prepare(Signature.getInstance(algorithm.javaName(), provider));
  }
}
