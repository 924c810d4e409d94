package io.colophon.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Script;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is wrong with a request, in Anthropic's shape. */
class BadMessagesTest extends MessagesDoorTest {

  @Test
  void error_isInTheDialectsShape() throws Exception {
    upstream().then(Script.start().fail(FailureKind.RATE_LIMITED, "x", Duration.ofSeconds(40)));

    RawHttp.Answer answer = client.post(PATH, HI + "}", "x-request-id: r1").answer();

    JsonNode error = json(answer.text());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("40");
    assertThat(error.at("/type").asString()).isEqualTo("error");
    assertThat(error.at("/error/type").asString()).isEqualTo("overloaded_error");
    assertThat(error.at("/error/code").asString()).isEqualTo("UPSTREAM_UNAVAILABLE");
    assertThat(error.at("/request_id").asString()).isEqualTo("r1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{oops|MESSAGE_MALFORMED|invalid_request_error",
        "[]|MESSAGE_MALFORMED|invalid_request_error",
        "{}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":\"9\",\"messages\":[]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":0,\"messages\":[]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":9,\"messages\":[]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":9,\"messages\":[{\"role\":\"owner\",\"content\":\"x\"}]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%%\"}}]}]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"file:///etc/passwd\"}}]}]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"nope\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|MODEL_NOT_FOUND|not_found_error",
      })
  void badInput_isToldAndTheConnectionGoesOn(String body, String code, String type)
      throws Exception {
    RawHttp.Answer answer = client.post(PATH, body).answer();

    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo(code);
    assertThat(json(answer.text()).at("/error/type").asString()).isEqualTo(type);
    upstream().then(Script.saying("fine"));
    assertThat(client.post(PATH, HI + "}").answer().status()).isEqualTo(200);
  }

  @Test
  void badInput_tooLarge_is413InTheDialect() throws Exception {
    client.send(
        "POST /v1/messages HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\n"
            + "content-length: 900000000\r\n\r\n");

    RawHttp.Answer answer = client.answer();

    assertThat(answer.status()).isEqualTo(413);
    assertThat(json(answer.text()).at("/error/type").asString()).isEqualTo("request_too_large");
  }

  @Test
  void badInput_invalidUtf8_isMalformed() throws Exception {
    byte[] body = (HI + "}").getBytes(UTF_8);
    body[body.length - 5] = (byte) 0xC3;
    client.send(
        ("POST /v1/messages HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\n"
            + "content-length: "
            + body.length
            + "\r\n\r\n"));
    RawHttp.Answer answer = client.send(body).answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo("MESSAGE_MALFORMED");
  }

  @Test
  void strict_whatCannotBeTaken_isRefused() throws Exception {
    upstream().then(Script.saying("no"));

    RawHttp.Answer answer =
        client.post(PATH, HI + ",\"top_k\":3}", "x-colophon-strict: true").answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("top_k");
  }
}
