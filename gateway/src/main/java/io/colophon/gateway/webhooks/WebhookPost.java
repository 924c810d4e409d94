package io.colophon.gateway.webhooks;

import io.colophon.gateway.config.WebhookConfig;
import io.colophon.gateway.fetch.AddressRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Posts one event to an endpoint, signed as the Standard Webhooks specification says: headers
 * {@code webhook-id}, {@code webhook-timestamp} (seconds since 1970) and {@code webhook-signature}
 * ({@code v1,} and HMAC-SHA256 in base64). Redirects are not followed, and addresses that are not
 * public are refused unless the endpoint allows them. The name is looked up here and again by the
 * client; both see the JVM's cache of names, which keeps what was found for half a minute. Calls
 * block. Thread-safe.
 */
public final class WebhookPost {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final int GONE = 410;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final AddressRules rules = new AddressRules(List.of());
  private final Clock clock;

  public WebhookPost(Clock clock) {
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param taken whether the endpoint took it
   * @param isFinal whether to send it again is of no use
   * @param why it was not taken; empty if it was
   */
  record Outcome(boolean taken, boolean isFinal, String why) {
    static final Outcome TAKEN = new Outcome(true, true, "");

    static Outcome again(String why) {
      return new Outcome(false, false, why);
    }
  }

  Outcome send(Delivery delivery, WebhookConfig endpoint) {
    byte[] body = delivery.payload().getBytes(StandardCharsets.UTF_8);
    long timestamp = clock.instant().getEpochSecond();
    try {
      Optional<String> objection = objection(endpoint);
      if (objection.isPresent()) {
        return Outcome.again(objection.get());
      }
      HttpRequest request =
          HttpRequest.newBuilder(endpoint.url())
              .timeout(ANSWER)
              .header("content-type", "application/json")
              .header("user-agent", "Colophon")
              .header("webhook-id", delivery.id())
              .header("webhook-timestamp", Long.toString(timestamp))
              .header(
                  "webhook-signature",
                  WebhookSecret.parse(endpoint.secret().reveal())
                      .sign(delivery.id(), timestamp, body))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return Outcome.TAKEN;
      }
      return new Outcome(false, status == GONE, "it answers " + status);
    } catch (IOException failure) {
      return Outcome.again(failure.toString());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Outcome.again("the server stops");
    }
  }

  private Optional<String> objection(WebhookConfig endpoint) throws UnknownHostException {
    if (endpoint.allowPrivate()) {
      return Optional.empty();
    }
    URI url = endpoint.url();
    for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
      Optional<String> objection = rules.objection(address);
      if (objection.isPresent()) {
        return Optional.of("the address of " + url.getHost() + " " + objection.get());
      }
    }
    return Optional.empty();
  }
}
