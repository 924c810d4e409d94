package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.credentials.read.ManifestReport;
import io.colophon.labeling.credentials.read.ManifestValidator;
import io.colophon.labeling.credentials.read.TrustAnchors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our validator, written apart from the writer, on texts, which no public one reads. */
class OwnReaderTest {
  private static final String TEXT = "Zwei Sätze. 两句话。";

  @TempDir Path folder;
  private EmbeddedAuthority authority;

  @BeforeEach
  void open() throws Exception {
    authority = Orders.authority(folder.resolve("credentials"));
  }

  @Test
  void validate_signedText_isTrustedAndBound() throws Exception {
    TextCredentials credentials = new TextCredentials(Orders.credentials(authority));
    String signed = TEXT + credentials.wrap(TEXT, Orders.data("text/plain")).suffix();
    ManifestReport report = validate(signed, TrustAnchors.of(List.of(authority.root())));
    assertThat(report.failures()).isEmpty();
    assertThat(report.state()).isEqualTo(ManifestReport.State.TRUSTED);
    assertThat(report.has("assertion.dataHash.match")).isTrue();
  }

  @Test
  void validate_changedText_isAMismatch() throws Exception {
    TextCredentials credentials = new TextCredentials(Orders.credentials(authority));
    String suffix = credentials.wrap(TEXT, Orders.data("text/plain")).suffix();
    ManifestReport report =
        validate(TEXT.replace("Zwei", "Drei") + suffix, TrustAnchors.of(List.of(authority.root())));
    assertThat(report.failures()).contains("assertion.dataHash.mismatch");
  }

  @Test
  void validate_stampedText_holdsTheStamp() throws Exception {
    TestStampServer stamps = new TestStampServer(KeyPurposeId.id_kp_timeStamping);
    try (HttpDouble server = new HttpDouble(stamps::reply)) {
      TimeStampClient client =
          new TimeStampClient(
              new TimeStampClient.Settings(server.address(), Duration.ofSeconds(60), true),
              Clock.systemUTC(),
              TestKeys.RANDOM);
      TextCredentials credentials =
          new TextCredentials(Orders.credentials(authority, Optional.of(client)));
      String signed = TEXT + credentials.wrap(TEXT, Orders.data("text/plain")).suffix();
      ManifestReport report =
          validate(
              signed,
              TrustAnchors.of(List.of(authority.root())).withTimeStampers(List.of(stamps.root)));
      assertThat(report.failures()).isEmpty();
      assertThat(report.has("timeStamp.validated")).isTrue();
      assertThat(report.has("timeStamp.trusted")).isTrue();
      assertThat(report.signedAt())
          .hasValueSatisfying(
              time -> assertThat(time).isBeforeOrEqualTo(Instant.now().plusSeconds(60)));
    }
  }

  private ManifestReport validate(String text, TrustAnchors anchors) throws Exception {
    TextWrapper.Found found = TextWrapper.find(text).orElseThrow();
    int from = text.substring(0, found.from()).getBytes(StandardCharsets.UTF_8).length;
    int to = text.substring(0, found.to()).getBytes(StandardCharsets.UTF_8).length;
    Path file = Files.writeString(folder.resolve("a.txt"), text);
    try (Source source = Source.open(file)) {
      return new ManifestValidator(anchors, Clock.systemUTC())
          .validate(source, found.store(), List.of(new Range(from, to - from)));
    }
  }
}
