package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachedTokenTest {
  private final HttpDouble vendor = HttpDouble.start();
  private final Trial trial = new Trial();
  private final CachedToken token =
      new CachedToken(
          trial.upstream,
          () -> HttpCall.post(vendor.uri("/token")),
          answer ->
              new CachedToken.Token(
                  answer.json().at("/token").asString(),
                  Duration.ofSeconds(answer.json().at("/life").asInt())),
          Duration.ofMinutes(1));

  @AfterEach
  void close() {
    trial.close();
    vendor.close();
  }

  private Attempt sayToken() {
    return out ->
        token.use(
            out,
            value -> {
              out.emit(new GenerationEvent.TextDelta(value));
              out.finish(FinishReason.STOP, Usage.UNREPORTED);
            });
  }

  @Test
  void use_manyAtOnce_fetchesOnce() {
    CountDownLatch go = new CountDownLatch(1);
    vendor.on(
        "POST", "/token", Answer.json("{\"token\":\"t1\",\"life\":3600}").cutEvery(4).await(go));
    List<CollectingSubscriber> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(trial.run(sayToken()));
    }
    go.countDown();
    all.forEach(one -> assertThat(Trial.await(one).text()).isEqualTo("t1"));
    assertThat(trial.whole(sayToken()).text()).isEqualTo("t1");
    assertThat(vendor.requests()).hasSize(1);
  }

  @Test
  void use_firstLeavesWhileItIsFetched_othersGetIt() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    vendor.on(
        "POST",
        "/token",
        request -> {
          awaitQuietly(go);
          return Answer.json("{\"token\":\"t1\",\"life\":3600}");
        });
    CollectingSubscriber first = trial.run(sayToken());
    vendor.awaitRequest();
    CollectingSubscriber second = trial.run(sayToken());
    first.cancel();
    go.countDown();
    assertThat(Trial.await(second).text()).isEqualTo("t1");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void use_fetchFailed_isNotRemembered() {
    vendor.on(
        "POST",
        "/token",
        Answer.json(401, "{}"),
        Answer.json("not json"),
        Answer.json("{\"token\":\"t2\",\"life\":3600}"));
    assertThat(Trial.failure(trial.whole(sayToken())).kind())
        .isEqualTo(FailureKind.CREDENTIAL_REJECTED);
    assertThat(Trial.failure(trial.whole(sayToken())).kind())
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(trial.whole(sayToken()).text()).isEqualTo("t2");
  }

  @Test
  void use_forgottenOrExpired_fetchesAgain() {
    vendor.on(
        "POST",
        "/token",
        Answer.json("{\"token\":\"t1\",\"life\":3600}"),
        Answer.json("{\"token\":\"t2\",\"life\":0}"),
        Answer.json("{\"token\":\"t3\",\"life\":3600}"));
    assertThat(trial.whole(sayToken()).text()).isEqualTo("t1");
    token.forget("another");
    assertThat(trial.whole(sayToken()).text()).isEqualTo("t1");
    token.forget("t1");
    assertThat(trial.whole(sayToken()).text()).isEqualTo("t2");
    assertThat(trial.whole(sayToken()).text()).isEqualTo("t3");
  }
}
