package io.colophon.gateway.signals;

import io.colophon.gateway.config.SignalsConfig;
import io.colophon.gateway.routing.policy.Signals;
import io.colophon.gateway.routing.policy.TargetLoad;
import io.colophon.provider.spi.Ticker;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one model server how busy it is, and tells the loads of the targets that it serves. Never
 * blocks; one question at a time. A server that is away or says nothing that is understood is told
 * of in the log once; what it said before counts until it is stale.
 */
final class SignalReader {
  private static final Logger log = LoggerFactory.getLogger(SignalReader.class);
  private static final long MOST_BYTES = 8L << 20;
  private static final int STALE_INTERVALS = 3;

  private final String deployment;
  private final SignalsConfig config;
  private final List<TargetLoad> loads;
  private final Duration longestAnswer;
  private final HttpClient client;
  private final Ticker ticker;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicLong failures = new AtomicLong();

  /**
   * @param loads of the targets that it serves
   * @param longestAnswer how long one may take, page and all
   */
  SignalReader(
      String deployment,
      SignalsConfig config,
      List<TargetLoad> loads,
      Duration longestAnswer,
      HttpClient client,
      Ticker ticker) {
    this.deployment = deployment;
    this.config = config;
    this.loads = List.copyOf(loads);
    this.longestAnswer = longestAnswer;
    this.client = client;
    this.ticker = ticker;
  }

  /**
   * Asks, unless the last question is still open.
   *
   * @return completes when the loads know, or the question failed; never exceptionally
   */
  CompletableFuture<Void> ask() {
    if (!asking.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(null);
    }
    HttpRequest request =
        HttpRequest.newBuilder(config.metrics())
            .timeout(longestAnswer)
            .header("accept", "text/plain;version=0.0.4")
            .header("user-agent", "Colophon")
            .GET()
            .build();
    CompletableFuture<HttpResponse<MetricsPage>> sent =
        client.sendAsync(
            request, info -> new PageSubscriber(new MetricsPage(config.kind()), MOST_BYTES));
    return sent.copy()
        .orTimeout(
            longestAnswer.toNanos(), TimeUnit.NANOSECONDS) // that of a request ends with the head
        .handle(
            (answer, failure) -> {
              sent.cancel(true); // harmless once it is complete
              asking.set(false);
              heard(answer, failure);
              return null;
            });
  }

  private void heard(@Nullable HttpResponse<MetricsPage> answer, @Nullable Throwable failure) {
    if (answer == null) {
      failed(String.valueOf(failure));
    } else if (answer.statusCode() != 200) {
      failed("it answers " + answer.statusCode());
    } else if (!answer.body().saysSomething()) {
      failed("its page has none of the metrics that are looked for");
    } else {
      if (away.compareAndSet(true, false)) {
        log.info("provider {} says again how busy it is", deployment);
      }
      tell(answer.body());
    }
  }

  private void failed(String why) {
    failures.incrementAndGet();
    if (away.compareAndSet(false, true)) {
      log.warn("provider {} does not say how busy it is: {}", deployment, why);
    }
  }

  private void tell(MetricsPage page) {
    int own = 0;
    for (TargetLoad load : loads) {
      own += load.outstanding();
    }
    Signals signals =
        new Signals(
            page.running(),
            page.waiting(),
            page.cacheUse(),
            ticker.nanos(),
            STALE_INTERVALS * config.every().toNanos(),
            own);
    loads.forEach(load -> load.signals(signals));
  }

  /** Questions without a useful answer. */
  long failures() {
    return failures.get();
  }
}
