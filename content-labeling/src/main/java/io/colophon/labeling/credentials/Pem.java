package io.colophon.labeling.credentials;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates in the text form of RFC 7468. */
final class Pem {
  static final String CERTIFICATE = "CERTIFICATE";
  static final String PRIVATE_KEY = "PRIVATE KEY";
  static final String REQUEST = "CERTIFICATE REQUEST";

  /** Far more than a chain of ten certificates. */
  static final int MOST_BYTES = 1 << 20;

  private static final int LINE = 64;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  /**
   * One block.
   *
   * @param type what it is, for instance {@link #CERTIFICATE}
   */
  record Block(String type, byte[] der) {}

  private Pem() {}

  static String text(String type, byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN "
        + type
        + "-----\n"
        + lines.encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  static String text(X509Certificate certificate) throws CredentialsException {
    try {
      return text(CERTIFICATE, certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new CredentialsException("a certificate has no DER form", e);
    }
  }

  /** Every block of a text, in order; whatever stands between them is passed over. */
  static List<Block> blocks(String text) throws CredentialsException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      try {
        blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
      } catch (IllegalArgumentException e) {
        throw new CredentialsException("a " + matcher.group(1) + " block is not Base64", e);
      }
    }
    return blocks;
  }

  /** The certificates of a text, in order. */
  static List<X509Certificate> certificates(String text) throws CredentialsException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(text)) {
      if (block.type().equals(CERTIFICATE)) {
        certificates.add(certificate(block.der()));
      }
    }
    return certificates;
  }

  static X509Certificate certificate(byte[] der) throws CredentialsException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new CredentialsException("a certificate of " + der.length + " bytes is broken", e);
    }
  }

  /** A PKCS#8 key that belongs to a public key. */
  static PrivateKey privateKey(byte[] pkcs8, PublicKey of) throws CredentialsException {
    try {
      return KeyFactory.getInstance(of.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new CredentialsException(
          "a private key is not PKCS#8 of the kind " + of.getAlgorithm(), e);
    }
  }
}
