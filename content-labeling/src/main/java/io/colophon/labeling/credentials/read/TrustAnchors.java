package io.colophon.labeling.credentials.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a validator believes (C2PA 2.2, 14.4): authorities that issue certificates of signers, those
 * that issue certificates of time stamp authorities, and what signers' certificates must be for.
 * Immutable. Revocation is not asked for over the network.
 */
public final class TrustAnchors {
  /**
   * Extended key usages of signers: C2PA's own, and those that were used before it existed (e-mail
   * protection, document signing, Microsoft's C2PA signing).
   */
  public static final Set<String> SIGNER_USAGES =
      Set.of(
          "1.3.6.1.4.1.62558.2.1",
          "1.3.6.1.5.5.7.3.4",
          "1.3.6.1.5.5.7.3.36",
          "1.3.6.1.4.1.311.76.59.1.9");

  private static final int MAX_PATH = 8;

  private final Set<TrustAnchor> signers;
  private final Set<TrustAnchor> timeStampers;
  private final Set<String> usages;

  private TrustAnchors(
      Set<TrustAnchor> signers, Set<TrustAnchor> timeStampers, Set<String> usages) {
    this.signers = Set.copyOf(signers);
    this.timeStampers = Set.copyOf(timeStampers);
    this.usages = Set.copyOf(usages);
  }

  /** Nobody: intact files are {@code Valid}, none is {@code Trusted}. */
  public static TrustAnchors none() {
    return of(List.of());
  }

  /** These authorities, for signers and for time stamps, with {@link #SIGNER_USAGES}. */
  public static TrustAnchors of(Collection<X509Certificate> authorities) {
    Set<TrustAnchor> anchors = anchors(authorities);
    return new TrustAnchors(anchors, anchors, SIGNER_USAGES);
  }

  /**
   * The certificates in PEM files, as {@link #of} takes them.
   *
   * @throws IOException if a file cannot be read or holds anything but certificates
   */
  public static TrustAnchors read(List<Path> pemFiles) throws IOException {
    List<X509Certificate> authorities = new ArrayList<>();
    for (Path file : pemFiles) {
      authorities.addAll(certificates(file));
    }
    return of(authorities);
  }

  /** The same with other authorities for time stamps. */
  public TrustAnchors withTimeStampers(Collection<X509Certificate> authorities) {
    return new TrustAnchors(signers, anchors(authorities), usages);
  }

  /** The same with another list of extended key usages, as object ids with dots. */
  public TrustAnchors withUsages(Set<String> objectIds) {
    return new TrustAnchors(signers, timeStampers, objectIds);
  }

  /** Extended key usages of which a signer's certificate has to have one. */
  public Set<String> usages() {
    return usages;
  }

  /** Whether a chain, the signer's certificate first, leads to an authority for signers. */
  boolean trustSigner(List<X509Certificate> chain, Instant at) {
    return leads(chain, signers, at);
  }

  /** Whether a chain leads to an authority for time stamps. */
  boolean trustTimeStamper(List<X509Certificate> chain, Instant at) {
    return leads(chain, timeStampers, at);
  }

  private static boolean leads(List<X509Certificate> chain, Set<TrustAnchor> anchors, Instant at) {
    if (anchors.isEmpty()) {
      return false;
    }
    X509CertSelector leaf = new X509CertSelector();
    leaf.setCertificate(chain.get(0));
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, leaf);
      parameters.setRevocationEnabled(false);
      parameters.setMaxPathLength(MAX_PATH);
      parameters.setDate(Date.from(at));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (InvalidAlgorithmParameterException | java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java cannot build certificate paths", e);
    } catch (GeneralSecurityException e) {
      // No path: that is the answer.
      return false;
    }
  }

  private static Set<TrustAnchor> anchors(Collection<X509Certificate> authorities) {
    return authorities.stream()
        .map(authority -> new TrustAnchor(authority, null))
        .collect(Collectors.toSet());
  }

  private static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate found : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        certificates.add((X509Certificate) found);
      }
    } catch (CertificateException e) {
      throw new IOException("trust anchors of " + file + ": expected certificates in PEM", e);
    }
    if (certificates.isEmpty()) {
      throw new IOException("trust anchors of " + file + ": no certificate, expected at least one");
    }
    return certificates;
  }
}
