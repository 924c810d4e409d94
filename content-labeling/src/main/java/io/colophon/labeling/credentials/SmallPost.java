package io.colophon.labeling.credentials;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One small question over HTTP: no redirects, an end for the whole of it, and no more bytes back
 * than expected. Blocks; never to be called on an event loop.
 */
final class SmallPost {
  private static final int OK = 200;

  private final String who;
  private final URI address;
  private final Duration timeout;
  private final int mostBytes;
  private final HttpClient client;

  /**
   * @param who for messages, for instance {@code time stamp authority}
   * @param timeout for connecting, asking and the whole answer together
   * @param mostBytes larger answers are refused
   */
  SmallPost(String who, URI address, Duration timeout, int mostBytes) {
    if (!List.of("http", "https").contains(String.valueOf(address.getScheme()))
        || address.getHost() == null) {
      throw new IllegalArgumentException(
          who + " at '" + address + "', expected http:// or https:// and a host");
    }
    this.who = who;
    this.address = address;
    this.timeout = timeout;
    this.mostBytes = mostBytes;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * Asks.
   *
   * @return the body of an answer 200 of that type
   * @throws CredentialsException for anything else
   */
  byte[] ask(Map<String, String> headers, byte[] body, String answerType)
      throws CredentialsException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    HttpResponse<byte[]> answer = answer(request.build());
    if (answer.statusCode() != OK) {
      throw failed("answered with status " + answer.statusCode(), null);
    }
    String type = answer.headers().firstValue("content-type").orElse("");
    int end = type.indexOf(';');
    if (!(end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase(answerType)) {
      throw failed("answered with '" + type + "', expected " + answerType, null);
    }
    return answer.body();
  }

  private HttpResponse<byte[]> answer(HttpRequest request) throws CredentialsException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, info -> new Bounded(mostBytes));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw failed("did not answer within " + timeout, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw failed("was not waited for", e);
    } catch (ExecutionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      throw failed("could not be asked: " + cause, cause);
    }
  }

  private CredentialsException failed(String what, @Nullable Throwable cause) {
    return new CredentialsException("the " + who + " at " + address + " " + what, cause);
  }

  /** Collects a body and gives up on one that is too large. */
  private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
    private final HttpResponse.BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
    private final int mostBytes;
    private int taken;
    private Flow.@Nullable Subscription subscription;

    Bounded(int mostBytes) {
      this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return all.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      all.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
      for (ByteBuffer piece : pieces) {
        taken += Math.min(piece.remaining(), mostBytes + 1);
      }
      if (taken > mostBytes || taken < 0) {
        if (subscription != null) {
          subscription.cancel();
        }
        all.onError(new IOException("more than " + mostBytes + " bytes in the answer"));
        return;
      }
      all.onNext(pieces);
    }

    @Override
    public void onError(Throwable error) {
      all.onError(error);
    }

    @Override
    public void onComplete() {
      all.onComplete();
    }
  }
}
