package io.colophon.labeling.credentials;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What C2PA asks of a claim signer's certificates (2.2, 14.5.1). Checked before anything is signed,
 * since a validator would throw the whole manifest away.
 */
public final class CertificateProfile {
  /** {@code c2pa-kp-claimSigning}. */
  public static final String CLAIM_SIGNING = "1.3.6.1.4.1.62558.2.1";

  /** {@code id-kp-emailProtection}, which older validators ask for. */
  public static final String EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";

  private static final String DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36";
  private static final String MICROSOFT_CLAIM_SIGNING = "1.3.6.1.4.1.311.76.59.1.9";
  private static final Set<String> SIGNING_PURPOSES =
      Set.of(CLAIM_SIGNING, EMAIL_PROTECTION, DOCUMENT_SIGNING, MICROSOFT_CLAIM_SIGNING);
  private static final String ANY_PURPOSE = "2.5.29.37.0";
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final Set<String> SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.11",
          "1.2.840.113549.1.1.12",
          "1.2.840.113549.1.1.13",
          "1.2.840.113549.1.1.10",
          "1.2.840.10045.4.3.2",
          "1.2.840.10045.4.3.3",
          "1.2.840.10045.4.3.4",
          "1.3.101.112");
  private static final int VERSION_3 = 3;
  private static final int MOST_CERTIFICATES = 10;

  private CertificateProfile() {}

  /**
   * Checks a chain, leaf first.
   *
   * @throws CredentialsException with the subject, what is wrong, and what was expected
   */
  public static void check(List<X509Certificate> chain, Instant now) throws CredentialsException {
    if (chain.isEmpty() || chain.size() > MOST_CERTIFICATES) {
      throw new CredentialsException(
          chain.size() + " certificates, expected 1 to " + MOST_CERTIFICATES);
    }
    X509Certificate leaf = chain.get(0);
    SigningAlgorithm.of(leaf.getPublicKey());
    form(leaf);
    usage(leaf);
    purposes(leaf);
    inside(leaf, now);
    for (int i = 1; i < chain.size(); i++) {
      issued(chain.get(i - 1), chain.get(i));
      inside(chain.get(i), now);
    }
  }

  /** Only whether a certificate is in force; the rest of it does not change with time. */
  static void inside(X509Certificate certificate, Instant now) throws CredentialsException {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    require(
        certificate,
        !now.isBefore(from) && !now.isAfter(until),
        "is in force from " + from + " until " + until + ", and now is " + now);
  }

  private static void form(X509Certificate leaf) throws CredentialsException {
    require(leaf, leaf.getVersion() == VERSION_3, "is not of version 3");
    require(
        leaf,
        !leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal()),
        "is self-signed; expected one that an authority issued");
    require(leaf, leaf.getBasicConstraints() < 0, "is of an authority (CA); expected a leaf");
    require(
        leaf,
        leaf.getIssuerUniqueID() == null && leaf.getSubjectUniqueID() == null,
        "has unique ids, which are not allowed");
    require(
        leaf,
        SIGNATURES.contains(leaf.getSigAlgOID()),
        "is signed with " + leaf.getSigAlgName() + ", which is not allowed");
    require(
        leaf,
        leaf.getExtensionValue(AUTHORITY_KEY) != null,
        "has no authority key identifier (" + AUTHORITY_KEY + ")");
  }

  private static void usage(X509Certificate leaf) throws CredentialsException {
    boolean[] usage = leaf.getKeyUsage();
    int digitalSignature = 0;
    int certificateSigning = 5;
    require(leaf, usage != null && usage[digitalSignature], "lacks the key usage digitalSignature");
    require(
        leaf,
        usage == null || !usage[certificateSigning],
        "has the key usage keyCertSign, which only authorities may have");
  }

  private static void purposes(X509Certificate leaf) throws CredentialsException {
    List<String> purposes;
    try {
      purposes = leaf.getExtendedKeyUsage();
    } catch (GeneralSecurityException e) {
      throw new CredentialsException(subject(leaf) + " has purposes (EKU) that cannot be read", e);
    }
    require(leaf, purposes != null, "has no extended key usage; expected " + CLAIM_SIGNING);
    List<String> found = purposes == null ? List.of() : purposes;
    require(leaf, !found.contains(ANY_PURPOSE), "is for any purpose, which is not allowed");
    require(
        leaf,
        !found.contains(TIME_STAMPING) && !found.contains(OCSP_SIGNING),
        "is for time stamps or OCSP as well, which is not allowed");
    require(
        leaf,
        found.stream().anyMatch(SIGNING_PURPOSES::contains),
        "is for " + found + "; expected " + CLAIM_SIGNING + " (c2pa-kp-claimSigning) among them");
  }

  private static void issued(X509Certificate child, X509Certificate parent)
      throws CredentialsException {
    require(parent, parent.getBasicConstraints() >= 0, "is no authority, but stands as issuer");
    try {
      child.verify(parent.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CredentialsException(
          subject(child) + " was not signed by the next in the chain, " + subject(parent), e);
    }
  }

  private static void require(X509Certificate certificate, boolean holds, String otherwise)
      throws CredentialsException {
    if (!holds) {
      throw new CredentialsException(subject(certificate) + " " + otherwise);
    }
  }

  private static String subject(X509Certificate certificate) {
    return "certificate '" + certificate.getSubjectX500Principal().getName() + "'";
  }
}
