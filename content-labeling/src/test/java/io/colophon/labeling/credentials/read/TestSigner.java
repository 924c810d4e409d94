package io.colophon.labeling.credentials.read;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key with a certificate of an authority of its own.
 *
 * @param algorithm name in COSE
 * @param chain the signer's certificate; the authority's is not sent along
 * @param authority the certificate to trust
 */
record TestSigner(
    SignatureAlgorithm algorithm,
    PrivateKey key,
    List<X509Certificate> chain,
    X509Certificate authority) {

  static final String CLAIM_SIGNING = "1.3.6.1.4.1.62558.2.1";
  static final String EMAIL = "1.3.6.1.5.5.7.3.4";

  /** What a certificate says, to be changed for those that break a rule. */
  static final class Form {
    List<String> usages = List.of(CLAIM_SIGNING, EMAIL);
    int keyUsage = KeyUsage.digitalSignature;
    boolean authority;
    boolean authorityKey = true;
    boolean selfSigned;
    int rsaBits = 2048;
    Instant from = Instant.now().minus(Duration.ofDays(1));
    Instant until = Instant.now().plus(Duration.ofDays(30));

    Form usages(String... objectIds) {
      usages = List.of(objectIds);
      return this;
    }

    Form keyUsage(int bits) {
      keyUsage = bits;
      return this;
    }

    Form valid(Instant first, Instant last) {
      from = first;
      until = last;
      return this;
    }
  }

  static TestSigner of(SignatureAlgorithm algorithm) {
    return of(algorithm, new Form());
  }

  static TestSigner of(SignatureAlgorithm algorithm, Form form) {
    try {
      KeyPair root = pair(SignatureAlgorithm.ES256, form);
      KeyPair leaf = pair(algorithm, form);
      X509Certificate authority =
          certificate(
              "CN=Test Authority,O=Test",
              root,
              "CN=Test Authority,O=Test",
              root,
              SignatureAlgorithm.ES256,
              new Form()
                  .valid(
                      Instant.now().minus(Duration.ofDays(1000)),
                      Instant.now().plus(Duration.ofDays(1000))),
              true);
      String subject = "CN=Test Signer,O=Test Organisation";
      X509Certificate signer =
          form.selfSigned
              ? certificate(subject, leaf, subject, leaf, algorithm, form, form.authority)
              : certificate(
                  subject,
                  leaf,
                  "CN=Test Authority,O=Test",
                  root,
                  SignatureAlgorithm.ES256,
                  form,
                  form.authority);
      return new TestSigner(algorithm, leaf.getPrivate(), List.of(signer), authority);
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] sign(byte[] bytes) {
    try {
      Signature signature = signature();
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Number in COSE's registry (RFC 9053 and RFC 8230). */
  int cose() {
    return switch (algorithm) {
      case ES256 -> -7;
      case ES384 -> -35;
      case ES512 -> -36;
      case PS256 -> -37;
      case PS384 -> -38;
      case PS512 -> -39;
      case ED25519 -> -8;
    };
  }

  String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  String chainPem() {
    return chain.stream().map(TestSigner::pem).collect(Collectors.joining());
  }

  String anchorPem() {
    return pem(authority);
  }

  TrustAnchors anchors() {
    return TrustAnchors.of(List.of(authority));
  }

  static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  private Signature signature() throws GeneralSecurityException {
    String hash = algorithm.name().substring(2);
    switch (algorithm) {
      case ES256, ES384, ES512:
        return Signature.getInstance("SHA" + hash + "withECDSAinP1363Format");
      case PS256, PS384, PS512:
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(
            new PSSParameterSpec(
                "SHA-" + hash,
                "MGF1",
                new MGF1ParameterSpec("SHA-" + hash),
                Integer.parseInt(hash) / 8,
                1));
        return pss;
      default:
        return Signature.getInstance("Ed25519");
    }
  }

  static KeyPair pair(SignatureAlgorithm algorithm, Form form) throws GeneralSecurityException {
    KeyPairGenerator generator;
    switch (algorithm) {
      case ES256, ES384, ES512:
        generator = KeyPairGenerator.getInstance("EC");
        String bits = algorithm == SignatureAlgorithm.ES512 ? "521" : algorithm.name().substring(2);
        generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
        return generator.generateKeyPair();
      case PS256, PS384, PS512:
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(form.rsaBits);
        return generator.generateKeyPair();
      default:
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
  }

  private static X509Certificate certificate(
      String subject,
      KeyPair pair,
      String issuer,
      KeyPair issuerPair,
      SignatureAlgorithm issuerAlgorithm,
      Form form,
      boolean authority)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            BigInteger.valueOf(4711),
            Date.from(form.from),
            Date.from(form.until),
            new X500Name(subject),
            pair.getPublic());
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.digitalSignature : form.keyUsage));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(pair.getPublic()));
    if (form.authorityKey) {
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          ids.createAuthorityKeyIdentifier(issuerPair.getPublic()));
    }
    if (!authority && !form.usages.isEmpty()) {
      KeyPurposeId[] purposes =
          form.usages.stream()
              .map(id -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(id)))
              .toArray(KeyPurposeId[]::new);
      builder.addExtension(
          Extension.extendedKeyUsage,
          Arrays.stream(purposes).anyMatch(KeyPurposeId.id_kp_timeStamping::equals),
          new ExtendedKeyUsage(purposes));
    }
    String with =
        Optional.of(issuerAlgorithm)
            .filter(it -> it == SignatureAlgorithm.ED25519)
            .map(it -> "Ed25519")
            .orElse(
                issuerPair.getPublic().getAlgorithm().equals("RSA")
                    ? "SHA256withRSA"
                    : "SHA256withECDSA");
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder(with).build(issuerPair.getPrivate())));
  }
}
