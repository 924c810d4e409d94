package io.colophon.provider.bedrock;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.time.Clock;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads AWS's exceptions: their name stands in {@code x-amzn-errortype} or {@code __type}, in an
 * event stream in {@code :exception-type}, there with a small first letter.
 */
final class BedrockFailures {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private BedrockFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    JsonNode body;
    try {
      body = MAPPER.readTree(answer.body());
    } catch (JacksonException notJson) {
      body = MAPPER.missingNode(); // a proxy's page, or the XML of a bucket
    }
    String name =
        answer.head().header("x-amzn-errortype").orElse(body.path("__type").stringValue(""));
    String message = message(body);
    FailureKind kind = kind(name, message, HttpFailures.kind(answer.status()));
    return HttpFailures.failure(kind, answer, words(name, message, kind), clock);
  }

  /** The failure that an event of a stream says. */
  static ProviderException within(String name, JsonNode payload) {
    String message = message(payload);
    FailureKind kind = kind(name, message, FailureKind.INTERNAL);
    return new ProviderException(kind, "error in the answer: " + words(name, message, kind));
  }

  private static String message(JsonNode body) {
    return body.path("message").stringValue(body.path("Message").stringValue(""));
  }

  /** The name without a namespace before it, and without an address after it. */
  private static String bare(String name) {
    String start = name.substring(name.lastIndexOf('#') + 1);
    int colon = start.indexOf(':');
    return colon < 0 ? start : start.substring(0, colon);
  }

  private static FailureKind kind(String name, String message, FailureKind otherwise) {
    String said = message.toLowerCase(Locale.ROOT);
    return switch (bare(name).toLowerCase(Locale.ROOT)) {
      case "throttlingexception", "servicequotaexceededexception", "toomanyrequestsexception" ->
          FailureKind.RATE_LIMITED;
      case "serviceunavailableexception", "modelnotreadyexception" -> FailureKind.OVERLOADED;
      case "modeltimeoutexception" -> FailureKind.TIMED_OUT;
      case "resourcenotfoundexception" -> FailureKind.MODEL_UNAVAILABLE;
      case "validationexception" -> invalid(said);
      case "accessdeniedexception" ->
          said.contains("access to the model")
              ? FailureKind.MODEL_UNAVAILABLE
              : FailureKind.CREDENTIAL_REJECTED;
      case "unrecognizedclientexception",
          "invalidsignatureexception",
          "incompletesignature",
          "missingauthenticationtoken",
          "expiredtokenexception",
          "expiredtoken" ->
          FailureKind.CREDENTIAL_REJECTED;
      case "internalserverexception", "modelerrorexception", "modelstreamerrorexception" ->
          FailureKind.INTERNAL;
      default -> otherwise;
    };
  }

  private static FailureKind invalid(String said) {
    if (said.contains("model identifier") || said.contains("on-demand throughput")) {
      return FailureKind.MODEL_UNAVAILABLE;
    }
    if (said.contains("content filter") || said.contains("content policy")) {
      return FailureKind.CONTENT_REFUSED;
    }
    return said.contains("doesn't support") || said.contains("does not support")
        ? FailureKind.UNSUPPORTED
        : FailureKind.INVALID_REQUEST;
  }

  /** The name, and the sentence where it helps the caller to mend the request. */
  private static String words(String name, String message, FailureKind kind) {
    String bare = bare(name);
    boolean mend = kind == FailureKind.INVALID_REQUEST || kind == FailureKind.UNSUPPORTED;
    return mend && !message.isEmpty() ? bare + ": " + message : bare;
  }
}
