package io.colophon.metering.outbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Posts events in the structured and the batched content mode of the HTTP protocol binding of
 * CloudEvents 1.0.2. Any 2xx means that all of a request was taken. 408, 425, 429, 5xx and failures
 * of the connection are tried again, not before what {@code Retry-After} asks for. 413 halves the
 * request; one event that is too large by itself is refused. Anything else, redirects as well,
 * stops the exporter.
 */
public final class HttpSink implements ExportSink {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int TOO_LARGE = 413;

  private final HttpSinkSettings settings;
  private final RequestSigner signer;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Connects when there is something to send.
   *
   * @param clock for a {@code Retry-After} that names a date
   */
  public HttpSink(HttpSinkSettings settings, RequestSigner signer, Clock clock) {
    this.settings = settings;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public void send(List<UsageEvent> events) throws ExportException, InterruptedException {
    if (settings.batched()) {
      batch(events);
      return;
    }
    for (int i = 0; i < events.size(); i++) {
      try {
        single(events.get(i));
      } catch (ExportException failure) {
        throw failure.after(i);
      }
    }
  }

  private void single(UsageEvent event) throws ExportException, InterruptedException {
    if (post(event.id(), "application/cloudevents+json; charset=UTF-8", event.structured())
        == TOO_LARGE) {
      throw ExportException.eventRefused("the receiver answers 413: the event is too large");
    }
  }

  private void batch(List<UsageEvent> events) throws ExportException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write('[');
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(events.get(i).structured());
    }
    body.write(']');
    String id = events.get(0).id() + "_" + events.size();
    String type = "application/cloudevents-batch+json; charset=UTF-8";
    if (post(id, type, body.toByteArray()) != TOO_LARGE) {
      return;
    }
    if (events.size() == 1) {
      throw ExportException.eventRefused("the receiver answers 413: the event is too large");
    }
    int half = events.size() / 2;
    batch(events.subList(0, half));
    try {
      batch(events.subList(half, events.size()));
    } catch (ExportException failure) {
      throw failure.after(half);
    }
  }

  /** Returns the status if it is 2xx or 413. */
  private int post(String id, String type, byte[] body)
      throws ExportException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .timeout(settings.timeout())
            .header("content-type", type)
            .header("user-agent", "Colophon")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    settings.authorization().ifPresent(secret -> request.header("authorization", secret.reveal()));
    signer.headers(id, body).forEach(request::header);
    HttpResponse<Void> answer;
    try {
      answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    } catch (IOException failure) {
      throw ExportException.again(failure.toString(), failure);
    }
    int status = answer.statusCode();
    if (status / 100 == 2 || status == TOO_LARGE) {
      return status;
    }
    String message = "the receiver answers " + status;
    if (status == 408 || status == 425 || status == 429 || status / 100 == 5) {
      Duration wait =
          answer
              .headers()
              .firstValue("retry-after")
              .flatMap(text -> RetryAfter.parse(text, clock.instant()))
              .orElse(Duration.ZERO);
      throw ExportException.again(message, wait);
    }
    throw ExportException.refused(message + ", expected 2xx, or 429 or 5xx to try again");
  }

  /** Idle connections go with the client. */
  @Override
  public void close() {}
}
