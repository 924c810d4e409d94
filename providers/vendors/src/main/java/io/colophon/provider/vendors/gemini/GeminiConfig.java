package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.JobPace;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A host that speaks the Gemini API.
 *
 * @param baseUrl what stands before {@code /models/}, version included; for Vertex AI this ends in
 *     {@code /publishers/google}
 * @param apiKey sent as {@code x-goog-api-key}
 * @param accessToken sent as a bearer token instead, as Vertex AI wants it; it is not renewed here
 * @param stream in which form text is streamed
 * @param thinking how {@code reasoning_effort} is said
 * @param poll how long to wait before films are asked after; pauses grow to four times as much
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for
 */
public record GeminiConfig(
    @Default("https://generativelanguage.googleapis.com/v1beta") URI baseUrl,
    Optional<Secret> apiKey,
    Optional<Secret> accessToken,
    @Default("sse") StreamForm stream,
    @Default("level") Thinking thinking,
    @Default("5s") Duration poll,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {

  /** In which form text comes. */
  public enum StreamForm {
    /** Server-sent events, {@code alt=sse}. */
    SSE,
    /** A JSON array that grows, which is what hosts and proxies without {@code alt=sse} speak. */
    ARRAY,
    /** One whole answer by {@code generateContent}. */
    OFF
  }

  /** How much thinking is asked for. */
  public enum Thinking {
    /** By {@code thinkingLevel}, as models of the third generation and later take it. */
    LEVEL,
    /** By {@code thinkingBudget} in tokens, as models of generation 2.5 take it. */
    BUDGET
  }

  /**
   * @throws IllegalArgumentException if the address is not one of HTTP, or both credentials are
   *     given
   */
  public GeminiConfig {
    String scheme = baseUrl.getScheme();
    if (baseUrl.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          "base-url is \"" + baseUrl + "\", expected an http or https address");
    }
    if (apiKey.isPresent() && accessToken.isPresent()) {
      throw new IllegalArgumentException(
          "api-key and access-token are both set, expected one of them");
    }
    if (poll.isZero() || poll.isNegative()) {
      throw new IllegalArgumentException("poll is " + poll + ", expected more than zero");
    }
  }

  JobPace pace() {
    return new JobPace(poll, poll.multipliedBy(4), JobPace.DEFAULTS.strange());
  }
}
