package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.read.ManifestReport.Signer;
import io.colophon.labeling.credentials.read.ManifestReport.Stamp;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks who signed a claim, when, and whether it is what was signed (C2PA 2.2, 15.7 and 15.8).
 * Immutable.
 */
final class SignatureCheck {
  private static final Set<String> STAMPER_USAGE = Set.of("1.3.6.1.5.5.7.3.8");
  private static final int MAX_CERTIFICATE = 1 << 16;

  private final TrustAnchors anchors;
  private final Clock clock;

  SignatureCheck(TrustAnchors anchors, Clock clock) {
    this.anchors = anchors;
    this.clock = clock;
  }

  /**
   * What a signature tells.
   *
   * @param signer who signed; empty when the certificate cannot be read
   * @param stamp a time stamp that holds; empty without one
   */
  record Signed(Optional<Signer> signer, Optional<Stamp> stamp) {
    static final Signed NOTHING = new Signed(Optional.empty(), Optional.empty());
  }

  /** Checks the signature of a manifest. */
  Signed check(Manifest manifest, Findings findings) throws StoreException {
    String url = manifest.signatureUrl();
    boolean own =
        JumbfUri.parse(manifest.claim().signature())
            .filter(uri -> uri.isIn(manifest.label(), manifest.label()))
            .filter(uri -> uri.path().equals(List.of(manifest.signatureBox().label())))
            .isPresent();
    if (!own) {
      findings.bad(
          StatusCodes.SIGNATURE_MISSING,
          url,
          "the claim names '" + manifest.claim().signature() + "' as its signature");
    }
    CoseSign1 cose;
    try {
      cose = CoseSign1.read(manifest.signature());
    } catch (CborException e) {
      findings.bad(StatusCodes.SIGNATURE_MISMATCH, url, e.as("").explanation());
      return Signed.NOTHING;
    }
    return check(manifest, cose, url, findings);
  }

  private Signed check(Manifest manifest, CoseSign1 cose, String url, Findings findings)
      throws StoreException {
    List<X509Certificate> chain;
    try {
      chain = certificates(cose.chain());
    } catch (CertificateException e) {
      findings.bad(StatusCodes.CREDENTIAL_INVALID, url, "a certificate that cannot be read: " + e);
      findings.bad(StatusCodes.SIGNATURE_MISMATCH, url, "no key to check it with");
      return Signed.NOTHING;
    }
    X509Certificate leaf = chain.get(0);
    boolean stampTrust = manifest.claim().version() > 1;
    Optional<Stamp> stamp = stamp(manifest, cose, stampTrust, url, findings);
    findings.neutral(StatusCodes.OCSP_SKIPPED, url, "revocation is not asked for");
    Instant at = stamp.map(Stamp::time).orElseGet(clock::instant);
    credential(chain, at, url, findings);
    Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.of(cose.algorithm());
    if (algorithm.isEmpty()) {
      findings.bad(
          StatusCodes.ALGORITHM_UNSUPPORTED, url, "signature algorithm " + cose.algorithm());
      findings.bad(StatusCodes.SIGNATURE_MISMATCH, url, "cannot be checked");
    } else if (isRight(algorithm.get(), leaf, cose, manifest.claimBytes())) {
      validity(leaf, at, url, findings);
      findings.good(StatusCodes.SIGNATURE_VALIDATED, url, "the claim is what was signed");
    } else {
      findings.bad(StatusCodes.SIGNATURE_MISMATCH, url, "the claim is not what was signed");
    }
    String name = algorithm.map(Enum::name).orElse(Long.toString(cose.algorithm()));
    return new Signed(Optional.of(Signer.of(leaf, name)), stamp);
  }

  private void credential(List<X509Certificate> chain, Instant at, String url, Findings findings)
      throws StoreException {
    Optional<String> problem = CertificateProfile.problem(chain.get(0), anchors.usages());
    if (problem.isPresent()) {
      findings.bad(StatusCodes.CREDENTIAL_INVALID, url, "certificate: " + problem.get());
    }
    if (anchors.trustSigner(chain, at)) {
      findings.good(StatusCodes.CREDENTIAL_TRUSTED, url, "issued under a trust anchor");
    } else {
      findings.bad(StatusCodes.CREDENTIAL_UNTRUSTED, url, "not issued under a trust anchor");
    }
  }

  private static void validity(X509Certificate leaf, Instant at, String url, Findings findings)
      throws StoreException {
    Instant from = leaf.getNotBefore().toInstant();
    Instant until = leaf.getNotAfter().toInstant();
    if (at.isBefore(from) || at.isAfter(until)) {
      String times = "certificate valid from " + from + " to " + until + ", signed or seen " + at;
      findings.bad(StatusCodes.SIGNATURE_OUTSIDE_VALIDITY, url, times);
      findings.bad(StatusCodes.CREDENTIAL_EXPIRED, url, times);
    } else {
      findings.good(
          StatusCodes.SIGNATURE_INSIDE_VALIDITY, url, "the certificate was valid at " + at);
    }
  }

  private Optional<Stamp> stamp(
      Manifest manifest, CoseSign1 cose, boolean trust, String url, Findings findings)
      throws StoreException {
    if (cose.stamp().isEmpty()) {
      return Optional.empty();
    }
    StampToken token;
    try {
      token = StampToken.read(cose.stamp().get());
      if (!token.isOf(cose.stamped(manifest.claimBytes()))) {
        findings.neutral(StatusCodes.TIME_STAMP_MISMATCH, url, "stamps something else");
        return Optional.empty();
      }
    } catch (StoreException e) {
      findings.neutral(e.code(), url, e.explanation());
      return Optional.empty();
    }
    if (!token.isInsideValidity()) {
      findings.neutral(
          StatusCodes.TIME_STAMP_OUTSIDE_VALIDITY,
          url,
          "the authority's certificate was not valid");
      return Optional.empty();
    }
    String authority = token.chain().get(0).getSubjectX500Principal().getName();
    if (!token.isSigned()) {
      findings.neutral(StatusCodes.TIME_STAMP_UNTRUSTED, url, "not signed by " + authority);
      return Optional.empty();
    }
    findings.good(StatusCodes.TIME_STAMP_VALIDATED, url, "stamped by " + authority);
    boolean trusted =
        !trust
            || (CertificateProfile.problem(token.chain().get(0), STAMPER_USAGE).isEmpty()
                && anchors.trustTimeStamper(token.chain(), token.time()));
    if (!trusted) {
      findings.neutral(StatusCodes.TIME_STAMP_UNTRUSTED, url, "nobody vouches for " + authority);
      return Optional.empty();
    }
    findings.good(StatusCodes.TIME_STAMP_TRUSTED, url, authority);
    return Optional.of(new Stamp(token.time(), authority));
  }

  private static boolean isRight(
      SignatureAlgorithm algorithm, X509Certificate leaf, CoseSign1 cose, byte[] claim) {
    try {
      Signature verifier = algorithm.verifier();
      verifier.initVerify(leaf.getPublicKey());
      verifier.update(cose.signed(claim));
      return verifier.verify(cose.signature());
    } catch (GeneralSecurityException e) {
      // A key of another kind, or a signature of another length: not what was signed with it.
      return false;
    }
  }

  private static List<X509Certificate> certificates(List<byte[]> ders) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : ders) {
      if (der.length > MAX_CERTIFICATE || !DerDepth.isHarmless(der)) {
        throw new CertificateException(der.length + " bytes, or nested too deeply");
      }
      chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    return chain;
  }
}
