package io.colophon.labeling.credentials.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.container.Source;
import io.colophon.labeling.credentials.C2paTools;
import io.colophon.labeling.credentials.read.ManifestReport.State;
import io.colophon.labeling.credentials.read.TestSigner.Form;
import io.colophon.provider.testkit.RequiresTool;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time stamps (RFC 3161) in signatures, as this validator and c2pa-rs see them. */
@RequiresTool("node")
class TimeStampTest {
  private static final String STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private static final TestSigner AUTHORITY =
      TestSigner.of(SignatureAlgorithm.ES256, new Form().usages(STAMPING));

  @TempDir static Path folder;

  private static Path plain;

  @BeforeAll
  static void plain() throws IOException {
    C2paTools.require();
    plain = folder.resolve("plain.png");
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", plain.toFile());
  }

  @Test
  void validate_stampOfTrustedAuthority_tellsTheTime() throws Exception {
    Forge forge = stamped(TestSigner.of(SignatureAlgorithm.ES256), AUTHORITY, NOW, "");
    ManifestReport report = check(forge, AUTHORITY, "Trusted");
    assertThat(report.has("timeStamp.validated")).isTrue();
    assertThat(report.has("timeStamp.trusted")).isTrue();
    assertThat(report.signedAt()).contains(NOW);
    assertThat(report.stamp().orElseThrow().authority()).contains("Test Signer");
  }

  @Test
  void validate_certificateExpiredSince_isTrustedByItsStamp() throws Exception {
    Form expired = new Form().valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(2)));
    TestSigner signer = TestSigner.of(SignatureAlgorithm.ES256, expired);
    TestSigner authority =
        TestSigner.of(
            SignatureAlgorithm.ES256,
            new Form()
                .usages(STAMPING)
                .valid(NOW.minus(Duration.ofDays(20)), NOW.plus(Duration.ofDays(20))));
    Forge forge = stamped(signer, authority, NOW.minus(Duration.ofDays(5)), "");
    // c2pa-wasm 0.13.3 calls the stamp trusted and the certificate expired all the same; the
    // specification (15.8) goes by the time of the stamp.
    ManifestReport report = validate(png(forge), signer, authority);
    assertThat(report.state()).isEqualTo(State.TRUSTED);
    assertThat(report.has("claimSignature.insideValidity")).isTrue();
    assertThat(report.signedAt()).contains(NOW.minus(Duration.ofDays(5)));
    // Without the stamp nobody can tell that it was valid then.
    assertThat(check(forge, forge.signer, "Invalid").failures())
        .contains("signingCredential.expired");
  }

  @Test
  void validate_stampOfUnknownAuthority_countsForNothing() throws Exception {
    Forge forge = stamped(TestSigner.of(SignatureAlgorithm.ES256), AUTHORITY, NOW, "");
    ManifestReport report = check(forge, forge.signer, "Trusted");
    assertThat(report.has("timeStamp.untrusted")).isTrue();
    assertThat(report.stamp()).isEmpty();
  }

  @Test
  void validate_stampOfSomethingElse_isAMismatch() throws Exception {
    Forge forge = stamped(TestSigner.of(SignatureAlgorithm.ES256), AUTHORITY, NOW, "else");
    ManifestReport report = check(forge, AUTHORITY, "Trusted");
    assertThat(report.has("timeStamp.mismatch")).isTrue();
    assertThat(report.stamp()).isEmpty();
  }

  @Test
  void validate_stampThatIsNone_isMalformed() throws Exception {
    Forge forge = new Forge(TestSigner.of(SignatureAlgorithm.ES256), 1);
    forge.unprotected = bytes -> tokens(new byte[] {0x30, 0x03, 0x02, 0x01, 0x07});
    ManifestReport report = check(forge, AUTHORITY, "Trusted");
    assertThat(report.has("timeStamp.malformed")).isTrue();
  }

  @Test
  void validate_stampAfterAuthorityExpired_isOutsideValidity() throws Exception {
    TestSigner signer = TestSigner.of(SignatureAlgorithm.ES256);
    TestSigner late =
        TestSigner.of(
            SignatureAlgorithm.ES256,
            new Form()
                .usages(STAMPING)
                .valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(8))));
    ManifestReport report = check(stamped(signer, late, NOW, ""), AUTHORITY, "Trusted");
    assertThat(report.has("timeStamp.outsideValidity")).isTrue();
    assertThat(report.stamp()).isEmpty();
  }

  /**
   * Both validators, trusting this authority's stamps; the same state, and the same codes about the
   * time stamp.
   */
  private static ManifestReport check(Forge forge, TestSigner authority, String state)
      throws Exception {
    Path file = png(forge);
    ManifestReport report = validate(file, forge.signer, authority);
    assertThat(report.state()).isEqualTo(State.valueOf(state.toUpperCase(java.util.Locale.ROOT)));
    C2paTools.Reading theirs =
        C2paTools.wasm(file, "image/png", forge.signer.anchorPem() + authority.anchorPem());
    assertThat(theirs.state()).isEqualTo(state);
    assertThat(stampCodes(report))
        .isEqualTo(
            java.util.stream.Stream.of(theirs.success(), theirs.informational())
                .flatMap(List::stream)
                .map(C2paTools.Entry::code)
                .filter(code -> code.startsWith("timeStamp"))
                .sorted()
                .toList());
    return report;
  }

  private static List<String> stampCodes(ManifestReport report) {
    return report.findings().stream()
        .map(ManifestReport.Finding::code)
        .filter(code -> code.startsWith("timeStamp"))
        .sorted()
        .toList();
  }

  private static Path png(Forge forge) throws IOException {
    return forge.png(plain, folder.resolve("stamped.png"));
  }

  private static ManifestReport validate(Path file, TestSigner signer, TestSigner authority)
      throws IOException {
    TrustAnchors anchors = TrustAnchors.of(List.of(signer.authority(), authority.authority()));
    try (Source source = Source.open(file)) {
      return new ManifestValidator(anchors, Clock.systemUTC())
          .validate(source, StoreLocator.find(file).orElseThrow());
    }
  }

  /** A manifest whose signature, with something else behind it or nothing, was stamped. */
  private static Forge stamped(
      TestSigner signer, TestSigner authority, Instant time, String behind) {
    Forge forge = new Forge(signer, 1);
    forge.unprotected =
        bytes -> {
          byte[] stamped = java.util.Arrays.copyOf(bytes, bytes.length + behind.length());
          return tokens(token(Forge.sha256(stamped), authority, time));
        };
    return forge;
  }

  private static Map<String, Object> tokens(byte[] token) {
    // Tokens differ by a byte or two; the store must not.
    return Map.of(
        "sigTst2",
        Map.of("tstTokens", List.of(Map.of("val", token))),
        "pad",
        new byte[8000 - token.length]);
  }

  private static byte[] token(byte[] sha256, TestSigner authority, Instant time) {
    try {
      TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
      requests.setCertReq(true);
      TimeStampRequest request = requests.generate(TSPAlgorithms.SHA256, sha256);
      TimeStampTokenGenerator tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .build("SHA256withECDSA", authority.key(), authority.chain().get(0)),
              new JcaDigestCalculatorProviderBuilder()
                  .build()
                  .get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
              new ASN1ObjectIdentifier("1.2.3.4"));
      tokens.addCertificates(new JcaCertStore(authority.chain()));
      return tokens.generate(request, BigInteger.ONE, Date.from(time)).getEncoded();
    } catch (TSPException
        | IOException
        | OperatorCreationException
        | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
