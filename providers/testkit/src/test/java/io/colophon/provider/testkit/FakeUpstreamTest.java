package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.TargetModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeUpstreamTest {
  private static final Duration NONE = Duration.ZERO;
  private static final GenerationRequest REQUEST =
      GenerationRequest.Text.of(Prompt.of(new TargetModel("any"), "hello"));

  private final TestContext time = new TestContext();
  private final FakeUpstream upstream = new FakeUpstream(time.context, List.of());

  private CollectingSubscriber generate() {
    CollectingSubscriber subscriber = new CollectingSubscriber();
    upstream.generate(REQUEST, time.within(Duration.ofSeconds(10))).subscribe(subscriber);
    return subscriber;
  }

  @Test
  void script_played_givesItsStepsUnderDemand() {
    upstream.then(Script.saying("a", "b"));
    CollectingSubscriber subscriber = generate();
    assertThat(subscriber.events()).isEmpty();
    subscriber.request(2);
    assertThat(subscriber.text()).isEqualTo("a");
    assertThat(subscriber.events()).hasSize(2);
    subscriber.requestAll();
    assertThat(subscriber.text()).isEqualTo("ab");
    assertThat(subscriber.completed()).isTrue();
    assertThat(subscriber.violations()).isEmpty();
    assertThat(upstream.underWay()).isZero();
  }

  @Test
  void hang_gateOpens_goesOn() {
    Gate gate = new Gate();
    upstream.then(Script.start().accept().text("a").hang(gate).text("b").finish());
    CollectingSubscriber subscriber = generate();
    subscriber.requestAll();
    assertThat(subscriber.text()).isEqualTo("a");
    gate.open();
    assertThat(subscriber.text()).isEqualTo("ab");
    assertThat(subscriber.completed()).isTrue();
    assertThat(time.timers.pending()).as("alarm taken back").isZero();
  }

  @Test
  void hang_gateOpenBefore_doesNotHang() {
    Gate gate = new Gate();
    gate.open();
    upstream.then(Script.start().hang(gate).accept().finish());
    CollectingSubscriber subscriber = generate();
    subscriber.requestAll();
    assertThat(subscriber.completed()).isTrue();
  }

  @Test
  void hang_deadlinePasses_timesOutWithoutDemand() {
    upstream.then(Script.start().accept().hang());
    CollectingSubscriber subscriber = generate();
    subscriber.request(1);
    time.timers.advance(Duration.ofMillis(9_999));
    assertThat(subscriber.awaitEnd(NONE)).isFalse();
    time.timers.advance(Duration.ofMillis(1));
    assertThat(subscriber.failure())
        .get()
        .isInstanceOfSatisfying(
            ProviderException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT));
  }

  @Test
  void cancel_whileHanging_isSeenByTheCall() {
    upstream.then(Script.start().accept().hang());
    CollectingSubscriber subscriber = generate();
    subscriber.requestAll();
    UpstreamCall call = upstream.calls().get(0);
    assertThat(call.started()).isTrue();
    assertThat(call.cancelled()).isFalse();
    assertThat(call.awaitEnd(NONE)).isFalse();
    subscriber.cancel();
    assertThat(call.cancelled()).isTrue();
    assertThat(call.awaitEnd(NONE)).isTrue();
    assertThat(time.timers.pending()).isZero();
  }

  @Test
  void fail_needsNoDemand() {
    upstream.then(
        Script.start().fail(FailureKind.RATE_LIMITED, "slow down", Duration.ofSeconds(3)));
    CollectingSubscriber subscriber = generate();
    assertThat(subscriber.failure())
        .get()
        .isInstanceOfSatisfying(
            ProviderException.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
              assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
            });
  }

  @Test
  void scripts_usedUp_otherwiseAnswers() {
    upstream.then(Script.saying("first")).otherwise(request -> Script.saying("again"));
    for (String expected : List.of("first", "again", "again")) {
      CollectingSubscriber subscriber = generate();
      subscriber.requestAll();
      assertThat(subscriber.text()).isEqualTo(expected);
    }
    assertThat(upstream.awaitCalls(3, NONE)).isTrue();
    assertThat(upstream.awaitCalls(4, NONE)).isFalse();
  }

  @Test
  void scripts_noneGiven_failsAndSaysSo() {
    CollectingSubscriber subscriber = generate();
    assertThat(subscriber.failure()).get().asString().contains("no script is left");
  }

  @Test
  void close_underWay_isOverloaded() {
    upstream.then(Script.start().accept().hang());
    CollectingSubscriber subscriber = generate();
    subscriber.requestAll();
    upstream.close();
    assertThat(Stage.kind(subscriber)).isEqualTo(FailureKind.OVERLOADED);
    assertThat(subscriber.events()).hasOnlyElementsOfType(GenerationEvent.Accepted.class);
  }
}
