package io.colophon.labeling.credentials;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time stamp authority of the tests (RFC 3161), with its own root. */
final class TestStampServer {
  static final String REPLY = "application/timestamp-reply";

  private static final ASN1ObjectIdentifier POLICY =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

  final X509Certificate root;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private final AtomicLong serials = new AtomicLong();

  /**
   * @param purpose what the certificate is for
   */
  TestStampServer(KeyPurposeId purpose) throws Exception {
    KeyPair rootKeys = X509Signing.keyPair(SigningAlgorithm.ES256, TestKeys.RANDOM);
    keys = X509Signing.keyPair(SigningAlgorithm.ES256, TestKeys.RANDOM);
    DistinguishedName name = DistinguishedName.of("Tests", "Root of the stamps");
    root =
        Pem.certificate(
            X509Signing.certificate(
                name.der(),
                rootKeys.getPublic(),
                name.der(),
                rootKeys.getPrivate(),
                TestKeys.life(Instant.now()),
                Extensions.root(rootKeys.getPublic()),
                TestKeys.RANDOM));
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            X500Name.getInstance(root.getSubjectX500Principal().getEncoded()),
            BigInteger.TWO,
            Date.from(Instant.now().minus(Duration.ofDays(1))),
            Date.from(Instant.now().plus(Duration.ofDays(50))),
            new X500Name("CN=Stamps of the tests,O=Tests"),
            keys.getPublic());
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(root));
    certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(rootKeys.getPrivate())));
  }

  /** A good answer. */
  byte[] answer(byte[] question, Instant time) throws Exception {
    return response(new TimeStampRequest(question), time).getEncoded();
  }

  HttpDouble.Answer reply(byte[] question) throws Exception {
    return new HttpDouble.Answer(200, REPLY, answer(question, Instant.now()));
  }

  private TimeStampResponse response(TimeStampRequest request, Instant time) throws Exception {
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withECDSA", keys.getPrivate(), certificate),
            new JcaDigestCalculatorProviderBuilder()
                .build()
                .get(
                    new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                        org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_sha256)),
            POLICY);
    tokens.addCertificates(new JcaCertStore(List.of(certificate, root)));
    return new TimeStampResponseGenerator(tokens, Set.of(TSPAlgorithms.SHA256))
        .generate(request, BigInteger.valueOf(serials.incrementAndGet()), Date.from(time));
  }
}
