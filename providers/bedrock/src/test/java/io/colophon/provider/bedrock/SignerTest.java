package io.colophon.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The signatures are those that botocore 1.43.11 makes of the same calls at the same second. */
class SignerTest {
  private static final Clock THEN =
      Clock.fixed(Instant.parse("2026-11-22T05:00:00Z"), ZoneOffset.UTC);

  private static Signer signer(Optional<String> token, Optional<String> apiKey) {
    boolean keys = apiKey.isEmpty();
    return new Signer(
        new BedrockConfig(
            "eu-central-1",
            Optional.empty(),
            Optional.empty(),
            apiKey.map(Secret::new),
            keys ? Optional.of("AKIDEXAMPLE") : Optional.empty(),
            keys
                ? Optional.of(new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
                : Optional.empty(),
            token.map(Secret::new),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(10),
            Timeouts.DEFAULTS,
            ConnectionConfig.DEFAULTS,
            Optional.empty()),
        THEN);
  }

  private static HttpCall converse() {
    return HttpCall.post(
            URI.create(
                "https://bedrock-runtime.eu-central-1.amazonaws.com"
                    + "/model/amazon.nova-lite-v1%3A0/converse-stream"))
        .header("accept", "application/vnd.amazon.eventstream")
        .json("{}");
  }

  @Test
  void runtime_modelWithColon_pathEncodedTwice() {
    HttpCall call = signer(Optional.empty(), Optional.empty()).runtime(converse());

    assertThat(call.headers().get("x-amz-date")).isEqualTo("20261122T050000Z");
    assertThat(call.headers().get("authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256"
                + " Credential=AKIDEXAMPLE/20261122/eu-central-1/bedrock/aws4_request,"
                + " SignedHeaders=accept;content-type;host;x-amz-content-sha256;x-amz-date,"
                + " Signature=74c072c8bd9cd5ec9c5881451e32833136ec5d66f0b93672fce17b2c7d8b350b");
  }

  @Test
  void bucket_keyWithBlank_pathEncodedOnce() {
    HttpCall call =
        signer(Optional.empty(), Optional.empty())
            .bucket(
                HttpCall.get(
                    URI.create(
                        "https://films.s3.eu-central-1.amazonaws.com/out/a%20b/output.mp4")));

    assertThat(call.headers().get("x-amz-content-sha256"))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(call.headers().get("authorization"))
        .endsWith("Signature=9e514929e9e3dee69a0bfd1b2356d2f7b1bc3e09a2a5ae2d3b555a9748deb9ed");
  }

  @Test
  void runtime_temporaryCredentials_tokenGoesAlongAndIsSigned() {
    HttpCall call = signer(Optional.of("the-token"), Optional.empty()).runtime(converse());

    assertThat(call.headers().get("x-amz-security-token")).isEqualTo("the-token");
    assertThat(call.headers().get("authorization")).contains("x-amz-date;x-amz-security-token");
  }

  @Test
  void runtime_apiKey_bearerToken() {
    HttpCall call = signer(Optional.empty(), Optional.of("bedrock-key")).runtime(converse());

    assertThat(call.headers().get("authorization")).isEqualTo("Bearer bedrock-key");
    assertThat(call.headers().contains("x-amz-date")).isFalse();
  }
}
