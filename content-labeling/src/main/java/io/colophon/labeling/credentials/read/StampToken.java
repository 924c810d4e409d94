package io.colophon.labeling.credentials.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** An RFC 3161 time stamp that nobody vouches for. */
final class StampToken {
  /** A token with its chain has some 6 kB. */
  private static final int MAX_BYTES = 1 << 17;

  private static final int MAX_CERTIFICATES = 20;

  private static final Map<String, String> DIGESTS =
      Map.of(
          "2.16.840.1.101.3.4.2.1", "SHA-256",
          "2.16.840.1.101.3.4.2.2", "SHA-384",
          "2.16.840.1.101.3.4.2.3", "SHA-512");

  private final TimeStampToken token;
  private final List<X509Certificate> chain;

  private StampToken(TimeStampToken token, List<X509Certificate> chain) {
    this.token = token;
    this.chain = chain;
  }

  /**
   * Reads a token, or a whole response as the first versions of C2PA kept it.
   *
   * @throws StoreException with {@code timeStamp.malformed}
   */
  static StampToken read(byte[] der) throws StoreException {
    if (der.length > MAX_BYTES || !DerDepth.isHarmless(der)) {
      throw malformed(der.length + " bytes, or nested too deeply");
    }
    try {
      TimeStampToken token = token(der);
      return new StampToken(token, chain(token));
    } catch (TSPException | CMSException | IOException | CertificateException e) {
      throw malformed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // The parser has an exception of its own kind for many broken inputs.
      throw malformed(e.getClass().getSimpleName());
    }
  }

  /** When, as the authority says. */
  Instant time() {
    return token.getTimeStampInfo().getGenTime().toInstant();
  }

  /** The authority's certificate first, then whatever else came with it. */
  List<X509Certificate> chain() {
    return chain;
  }

  /** Whether these bytes were stamped. */
  boolean isOf(byte[] bytes) throws StoreException {
    String algorithm = DIGESTS.get(token.getTimeStampInfo().getMessageImprintAlgOID().getId());
    if (algorithm == null) {
      throw malformed("a digest that is not allowed");
    }
    try {
      return Arrays.equals(
          MessageDigest.getInstance(algorithm).digest(bytes),
          token.getTimeStampInfo().getMessageImprintDigest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " is missing in this Java", e);
    }
  }

  /**
   * Whether the authority signed it, and with a certificate for this purpose that was valid then.
   */
  boolean isSigned() {
    try {
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(chain.get(0)));
      return true;
    } catch (TSPException | OperatorCreationException e) {
      return false;
    } catch (RuntimeException e) {
      // As in read: not every broken input has a checked exception.
      return false;
    }
  }

  /** Whether the authority's certificate was valid when it signed. */
  boolean isInsideValidity() {
    X509Certificate authority = chain.get(0);
    Instant time = time();
    return !time.isBefore(authority.getNotBefore().toInstant())
        && !time.isAfter(authority.getNotAfter().toInstant());
  }

  private static TimeStampToken token(byte[] der) throws TSPException, CMSException, IOException {
    try {
      return new TimeStampToken(new CMSSignedData(der));
    } catch (CMSException e) {
      TimeStampToken token = new TimeStampResponse(der).getTimeStampToken();
      if (token == null) {
        throw e;
      }
      return token;
    }
  }

  private static List<X509Certificate> chain(TimeStampToken token)
      throws CertificateException, IOException, TSPException {
    Collection<X509CertificateHolder> all = token.getCertificates().getMatches(null);
    if (all.size() > MAX_CERTIFICATES) {
      throw new TSPException(all.size() + " certificates, expected up to " + MAX_CERTIFICATES);
    }
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (X509CertificateHolder holder : all) {
      X509Certificate certificate =
          (X509Certificate)
              factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
      chain.add(token.getSID().match(holder) ? 0 : chain.size(), certificate);
    }
    if (chain.isEmpty() || token.getCertificates().getMatches(token.getSID()).isEmpty()) {
      throw new TSPException("the certificate of the authority is missing");
    }
    return chain;
  }

  private static StoreException malformed(String what) {
    return new StoreException(StatusCodes.TIME_STAMP_MALFORMED, "time stamp: " + what);
  }
}
