package io.colophon.labeling.credentials;

import java.security.cert.X509Certificate;
import java.util.List;

/** A signing key, wherever it lives, and its certificates. Thread-safe, may block. */
public interface CredentialSigner {
  /**
   * The certificate of the key, then the one that signed it, and so on; the self-signed root need
   * not be there. The same list at every call.
   */
  List<X509Certificate> chain();

  /** The algorithm; it goes with the key of the first certificate. */
  SigningAlgorithm algorithm();

  /**
   * Signs.
   *
   * @param bytes what is to be signed, not hashed
   * @return the signature in the form COSE wants: for ECDSA {@code r || s}
   * @throws CredentialsException if the key cannot be used or is out of reach
   */
  byte[] sign(byte[] bytes) throws CredentialsException;

  /** Whoever holds the key now. Thread-safe. */
  @FunctionalInterface
  interface Source {
    /**
     * The signer to use for the next manifest; the same object until the key or the certificate is
     * renewed.
     */
    CredentialSigner current() throws CredentialsException;
  }
}
