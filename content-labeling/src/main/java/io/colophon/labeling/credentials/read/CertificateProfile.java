package io.colophon.labeling.credentials.read;

import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a signer's certificate has to look like (C2PA 2.2, 14.5.1). */
final class CertificateProfile {
  private static final int VERSION_3 = 3;
  private static final int MIN_RSA_BITS = 2048;
  private static final Set<Integer> CURVE_BITS = Set.of(256, 384, 521);

  private static final String AUTHORITY_KEY_ID = "2.5.29.35";
  private static final String ANY_USAGE = "2.5.29.37.0";
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

  private static final Set<String> SIGNED_WITH =
      Set.of(
          "1.2.840.113549.1.1.11", // RSA with SHA-256
          "1.2.840.113549.1.1.12", // RSA with SHA-384
          "1.2.840.113549.1.1.13", // RSA with SHA-512
          "1.2.840.113549.1.1.10", // RSASSA-PSS
          "1.2.840.10045.4.3.2", // ECDSA with SHA-256
          "1.2.840.10045.4.3.3", // ECDSA with SHA-384
          "1.2.840.10045.4.3.4", // ECDSA with SHA-512
          "1.3.101.112"); // Ed25519

  private CertificateProfile() {}

  /**
   * What is wrong with a certificate, apart from the time.
   *
   * @param usages object ids of which its extended key usage has to hold one
   * @return empty when nothing is
   */
  static Optional<String> problem(X509Certificate certificate, Set<String> usages) {
    if (certificate.getVersion() != VERSION_3) {
      return Optional.of("version " + certificate.getVersion() + ", expected 3");
    }
    if (!SIGNED_WITH.contains(certificate.getSigAlgOID())) {
      return Optional.of("signed with " + certificate.getSigAlgName() + ", which is not allowed");
    }
    if (certificate.getBasicConstraints() >= 0) {
      return Optional.of("a certificate of an authority, expected one of a signer");
    }
    if (certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
      return Optional.of("issuer and subject are the same: self-signed");
    }
    if (certificate.getIssuerUniqueID() != null || certificate.getSubjectUniqueID() != null) {
      return Optional.of("unique ids, which are not allowed");
    }
    if (certificate.hasUnsupportedCriticalExtension()) {
      return Optional.of("a critical extension that is not understood");
    }
    if (certificate.getExtensionValue(AUTHORITY_KEY_ID) == null) {
      return Optional.of("no authority key identifier");
    }
    return key(certificate.getPublicKey())
        .or(() -> keyUsage(certificate))
        .or(() -> extendedKeyUsage(certificate, usages));
  }

  private static Optional<String> key(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits < MIN_RSA_BITS
          ? Optional.of("an RSA key of " + bits + " bits, expected " + MIN_RSA_BITS + " or more")
          : Optional.empty();
    }
    if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      return CURVE_BITS.contains(bits)
          ? Optional.empty()
          : Optional.of("a curve of " + bits + " bits, expected P-256, P-384 or P-521");
    }
    return key.getAlgorithm().startsWith("Ed")
        ? Optional.empty()
        : Optional.of("a key of the kind " + key.getAlgorithm());
  }

  private static Optional<String> keyUsage(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null || !usage[0]) {
      return Optional.of("no key usage digitalSignature");
    }
    return usage.length > 5 && usage[5]
        ? Optional.of("key usage keyCertSign in a certificate of a signer")
        : Optional.empty();
  }

  private static Optional<String> extendedKeyUsage(
      X509Certificate certificate, Set<String> usages) {
    List<String> found;
    try {
      found = certificate.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      return Optional.of("an extended key usage that cannot be read");
    }
    if (found == null) {
      return Optional.of("no extended key usage");
    }
    if (found.contains(ANY_USAGE)) {
      return Optional.of("extended key usage 'any'");
    }
    if (found.stream().noneMatch(usages::contains)) {
      return Optional.of("extended key usages " + found + ", expected one of " + usages);
    }
    boolean service = found.contains(OCSP_SIGNING) || found.contains(TIME_STAMPING);
    return service && found.size() > 1
        ? Optional.of("extended key usages " + found + ", which exclude each other")
        : Optional.empty();
  }
}
