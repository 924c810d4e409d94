package io.colophon.labeling.credentials;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;

/**
 * A new signing key and the request that an authority turns into a certificate.
 *
 * @param privateKey PKCS#8 in PEM, not encrypted: keep it from others
 * @param request PKCS#10 in PEM; asks for the key usage and the purposes that C2PA wants
 */
public record SigningRequest(String privateKey, String request) {

  /**
   * Makes a key and a request for it.
   *
   * @throws CredentialsException if the Java platform cannot make such a key
   */
  public static SigningRequest make(
      DistinguishedName subject, SigningAlgorithm algorithm, SecureRandom random)
      throws CredentialsException {
    try {
      KeyPair keys = X509Signing.keyPair(algorithm, random);
      byte[] extensions =
          Extensions.request(
              List.of(CertificateProfile.CLAIM_SIGNING, CertificateProfile.EMAIL_PROTECTION));
      return new SigningRequest(
          Pem.text(Pem.PRIVATE_KEY, keys.getPrivate().getEncoded()),
          Pem.text(Pem.REQUEST, X509Signing.request(subject, keys, algorithm, extensions)));
    } catch (GeneralSecurityException e) {
      throw new CredentialsException("no key for " + algorithm.id() + " could be made", e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "SigningRequest[" + request + "]";
  }
}
