package io.colophon.provider.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, withheld or fails at a vendor, as shipped adapters understand it. */
class ShippedVendorsFailuresTest extends ShippedVendorsTrial {
  @Test
  void stability_withheldOutput_isFinishedAsFiltered() {
    vendor.on(
        "POST",
        "/v2beta/*",
        Answer.bytes("image/png", Doubles.PNG).header("finish-reason", "CONTENT_FILTERED"));
    CollectingSubscriber seen =
        run(
            provider("stability", Doubles.model("core", Ability.IMAGE)),
            image("core", Optional.empty(), Map.of()));
    assertThat(seen.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}|UNREACHABLE",
        "data: {\"error\":{\"code\":\"content_filter\",\"message\":\"no\"}}|CONTENT_REFUSED",
        "data: {\"error\":{\"message\":\"boom\"}}|INTERNAL",
        "data: {nonsense|MALFORMED_ANSWER",
      })
  void chat_oddStreams_failWell(String stream, FailureKind kind) {
    vendor.on("POST", "/chat/completions", Answer.events(stream + "\n\n"));
    assertThat(
            failure(
                    run(
                        provider("jiutian", Doubles.model("lan", Ability.TEXT)),
                        GenerationRequest.Text.of(prompt("lan", Map.of()))))
                .kind())
        .isEqualTo(kind);
  }

  private static ProviderException failure(CollectingSubscriber seen) {
    return (ProviderException)
        seen.failure().orElseThrow(() -> new AssertionError("no failure: " + seen.events()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runway|400|{\"error\":\"You do not have enough credits to run this"
            + " task.\"}|ACCOUNT_EXHAUSTED",
        "runway|429|{\"error\":\"slow down\"}|RATE_LIMITED",
        "runway|401|{\"error\":\"API key not found\"}|CREDENTIAL_REJECTED",
        "kling|401|{\"code\":1002,\"message\":\"access key not found\"}|CREDENTIAL_REJECTED",
        "kling|429|{\"code\":1102,\"message\":\"Account balance not enough\"}|ACCOUNT_EXHAUSTED",
        "kling|400|{\"code\":1301,\"message\":\"Failure to pass the risk control"
            + " system\"}|CONTENT_REFUSED",
        "kling|200|{\"code\":1303,\"message\":\"parallel task over resource pack"
            + " limit\"}|RATE_LIMITED",
        "kling|200|{\"code\":1203,\"message\":\"model is not supported\"}|MODEL_UNAVAILABLE",
        "kling|502|<html>bad gateway</html>|OVERLOADED",
        "runway|200|{\"id\":\"\"}|MALFORMED_ANSWER",
        "runway|200|<html>|MALFORMED_ANSWER",
      })
  void film_refused_isUnderstood(String adapter, int status, String body, FailureKind kind) {
    vendor.on("POST", "/v1/*", Answer.json(status, body));
    assertThat(failedFilm(adapter)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"FAILED\",\"failure\":\"moderated\",\"failureCode\":\"SAFETY.INPUT.TEXT\"}|CONTENT_REFUSED",
        "{\"status\":\"FAILED\",\"failure\":\"broke\",\"failureCode\":\"INTERNAL.BAD_OUTPUT.CODE01\"}|INTERNAL",
        "{\"status\":\"CANCELLED\"}|INTERNAL",
        "{\"status\":\"SUCCEEDED\",\"output\":[]}|MALFORMED_ANSWER",
        "{\"status\":\"SUCCEEDED\",\"output\":[\"file:///etc/passwd\"]}|MALFORMED_ANSWER",
        "{\"status\":\"SUCCEEDED\",\"output\":[\"http://169.254.169.254/latest\"]}|MALFORMED_ANSWER",
      })
  void runway_jobThatFails_isUnderstood(String state, FailureKind kind) {
    vendor
        .on("POST", "/v1/*", Answer.json("{\"id\":\"t\"}"))
        .on("GET", "/v1/tasks/t", Answer.json(state));
    assertThat(failedFilm("runway")).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stability|403|{\"id\":\"1\",\"name\":\"content_moderation\",\"errors\":[\"flagged\"]}|CONTENT_REFUSED",
        "stability|400|{\"id\":\"1\",\"name\":\"bad_request\",\"errors\":[\"prompt:"
            + " required\"]}|INVALID_REQUEST",
        "stability|402|{\"id\":\"1\",\"name\":\"payment_required\",\"errors\":[\"no"
            + " credits\"]}|ACCOUNT_EXHAUSTED",
        "seedream|400|{\"error\":{\"code\":\"InputTextSensitiveContentDetected\",\"message\":\"x\"}}|CONTENT_REFUSED",
        "seedream|403|{\"error\":{\"code\":\"AccountOverdueError\",\"message\":\"x\"}}|ACCOUNT_EXHAUSTED",
        "seedream|429|{\"error\":{\"code\":\"RateLimitExceeded.EndpointRPMExceeded\",\"message\":\"x\"}}|RATE_LIMITED",
        "seedream|404|{\"error\":{\"code\":\"InvalidEndpointOrModel.NotFound\",\"message\":\"x\"}}|MODEL_UNAVAILABLE",
        "seedream|200|{\"data\":[{\"error\":{\"code\":\"x\"}}]}|MALFORMED_ANSWER",
        "seedream|200|{\"data\":[{\"b64_json\":\"not base64!\"}]}|MALFORMED_ANSWER",
        "a1111|500|{\"error\":\"OutOfMemoryError\",\"detail\":\"\",\"errors\":\"CUDA out of"
            + " memory\"}|OVERLOADED",
        "a1111|404|{\"detail\":\"Not Found\"}|MODEL_UNAVAILABLE",
      })
  void picture_refused_isUnderstood(String adapter, int status, String body, FailureKind kind) {
    vendor.on("POST", "*", Answer.json(status, body));
    CollectingSubscriber seen =
        run(
            provider(adapter, Doubles.model("m", Ability.IMAGE)),
            image("m", Optional.empty(), Map.of()));
    assertThat(failure(seen).kind()).isEqualTo(kind);
  }

  @Test
  void elevenLabs_quota_isNotACredential() {
    vendor.on(
        "POST",
        "*",
        Answer.json(
            401,
            "{\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"0 credits remaining\"}}"));
    ProviderException failure =
        failure(
            run(
                provider("elevenlabs", Doubles.model("m", Ability.SOUND)),
                GenerationRequest.Audio.of(
                    prompt("m", Map.of()), GenerationRequest.AudioKind.SOUND)));
    assertThat(failure.kind()).isEqualTo(FailureKind.ACCOUNT_EXHAUSTED);
    assertThat(failure).hasMessageContaining("0 credits remaining");
  }

  private FailureKind failedFilm(String adapter) {
    CollectingSubscriber seen =
        run(
            provider(adapter, Doubles.model("m", Ability.VIDEO)),
            film("m", new PixelSize(1280, 720), 5, Optional.empty()));
    return failure(seen).kind();
  }
}
