package io.colophon.labeling.credentials.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustAnchorsTest {
  private static final TestSigner SIGNER = TestSigner.of(SignatureAlgorithm.ES256);
  private static final TestSigner OTHER = TestSigner.of(SignatureAlgorithm.ES256);

  @TempDir Path folder;

  @Test
  void read_pemFiles_trustsWhatTheyIssued() throws Exception {
    Path one = Files.writeString(folder.resolve("one.pem"), SIGNER.anchorPem());
    Path two = Files.writeString(folder.resolve("two.pem"), OTHER.anchorPem());
    TrustAnchors anchors = TrustAnchors.read(List.of(one, two));
    assertThat(anchors.trustSigner(SIGNER.chain(), Instant.now())).isTrue();
    assertThat(anchors.trustSigner(OTHER.chain(), Instant.now())).isTrue();
    assertThat(TrustAnchors.read(List.of(one)).trustSigner(OTHER.chain(), Instant.now())).isFalse();
  }

  @Test
  void trust_none_trustsNobody() {
    assertThat(TrustAnchors.none().trustSigner(SIGNER.chain(), Instant.now())).isFalse();
  }

  @Test
  void trust_anotherTime_isNotTrusted() {
    Instant later = Instant.now().plus(Duration.ofDays(99));
    assertThat(SIGNER.anchors().trustSigner(SIGNER.chain(), later)).isFalse();
  }

  @Test
  void timeStampers_ofTheirOwn_areNotSigners() {
    TrustAnchors anchors = SIGNER.anchors().withTimeStampers(List.of(OTHER.authority()));
    assertThat(anchors.trustTimeStamper(OTHER.chain(), Instant.now())).isTrue();
    assertThat(anchors.trustTimeStamper(SIGNER.chain(), Instant.now())).isFalse();
    assertThat(anchors.trustSigner(OTHER.chain(), Instant.now())).isFalse();
  }

  @Test
  void usages_unlessToldOtherwise_areThoseOfTheSpecification() {
    assertThat(TrustAnchors.none().usages())
        .contains("1.3.6.1.4.1.62558.2.1", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36")
        .doesNotContain("1.3.6.1.5.5.7.3.3", "2.5.29.37.0");
    assertThat(TrustAnchors.none().withUsages(Set.of("1.2.3")).usages()).containsExactly("1.2.3");
  }

  @Test
  void read_fileWithoutCertificate_namesTheFile() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path garbage =
        Files.writeString(
            folder.resolve("garbage.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(() -> TrustAnchors.read(List.of(empty)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("empty.pem");
    assertThatThrownBy(() -> TrustAnchors.read(List.of(garbage)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("garbage.pem");
    assertThatThrownBy(() -> TrustAnchors.read(List.of(folder.resolve("none.pem"))))
        .isInstanceOf(IOException.class);
  }
}
