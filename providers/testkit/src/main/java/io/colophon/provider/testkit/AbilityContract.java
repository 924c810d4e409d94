package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Translation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** What must hold for one ability that a model declares. */
final class AbilityContract {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final String STRANGE_KEY = "colophon_contract_unknown_key";

  private final Stage stage;
  private final ModelDescription model;
  private final Ability ability;
  private final GenerationRequest request;
  private final boolean repeatable;
  private final int atOnce;
  private @Nullable CollectingSubscriber sample;
  private List<Integer> hashesWhenGiven = new ArrayList<>();

  AbilityContract(
      Stage stage,
      ModelDescription model,
      Ability ability,
      GenerationRequest request,
      boolean repeatable,
      int atOnce) {
    this.stage = stage;
    this.model = model;
    this.ability = ability;
    this.request = request;
    this.repeatable = repeatable;
    this.atOnce = atOnce;
  }

  Stream<DynamicTest> tests() {
    List<DynamicTest> tests =
        new ArrayList<>(
            List.of(
                test("is declared with what its requests need", this::needs),
                test("one Accepted, outputs, one Finished", this::order),
                test("outputs are well-formed", this::outputs),
                test("chunks stay as they were given", this::chunksKept),
                test("progress never falls", () -> StreamRules.progress(events())),
                test("usage holds its invariants", () -> StreamRules.usage(events())),
                test("no event without demand", this::silentWithoutDemand),
                test("one event for each demand of one", this::oneAtATime),
                test("a demand of 0 ends in onError", () -> badDemand(0)),
                test("a negative demand ends in onError", () -> badDemand(-1)),
                test("no event after cancellation, and the next request works", this::cancel),
                test("a deadline that has passed is TIMED_OUT", this::lateFromTheStart),
                test("a deadline that passes under way is TIMED_OUT", this::lateUnderWay),
                test("unknown extensions are reported as dropped", this::strangeExtension),
                test("a second subscription is refused", this::subscribeTwice),
                test("no subscriber is a NullPointerException", this::noSubscriber),
                test(atOnce + " at once", this::severalAtOnce)));
    if (repeatable) {
      tests.add(test("same seed, same output", this::repeats));
    }
    return tests.stream();
  }

  private DynamicTest test(String name, Executable work) {
    return dynamicTest(
        model.name() + " / " + ability.id() + ": " + name,
        () -> {
          work.execute();
          stage.noViolations();
        });
  }

  /** One whole stream, taken once and looked at by several tests. */
  private CollectingSubscriber sample() {
    CollectingSubscriber known = sample;
    if (known == null) {
      List<Integer> hashes = new ArrayList<>();
      known =
          stage.subscribe(
              request,
              stage.options(stage.patience()),
              event -> {
                if (event instanceof GenerationEvent.MediaChunk chunk) {
                  hashes.add(chunk.bytes().hashCode());
                }
              });
      known.requestAll();
      stage.awaitEnd(known);
      hashesWhenGiven = hashes;
      sample = known;
    }
    assertThat(Stage.failure(known)).as("a declared ability works").isNull();
    return known;
  }

  private List<GenerationEvent> events() {
    List<GenerationEvent> events = sample().events();
    StreamRules.order(events);
    return events;
  }

  private void needs() {
    assertThat(model.abilities()).as("abilities of %s", model.name()).containsAll(request.needs());
  }

  private void order() {
    StreamRules.order(sample().events());
    assertThat(sample().completed()).as("the stream ends in onComplete").isTrue();
  }

  private void outputs() {
    StreamRules.outputs(model, request, events());
    if (ability == Ability.JSON_SCHEMA) {
      assertThat(sample().text().strip()).as("a JSON object").startsWith("{").endsWith("}");
    }
    SampleFormats.check(sample());
  }

  private void chunksKept() {
    List<Integer> hashesNow = new ArrayList<>();
    for (GenerationEvent event : events()) {
      if (event instanceof GenerationEvent.MediaChunk chunk) {
        hashesNow.add(chunk.bytes().hashCode());
      }
    }
    assertThat(hashesNow).as("content of chunks after the stream").isEqualTo(hashesWhenGiven);
  }

  private void silentWithoutDemand() {
    CollectingSubscriber silent = stage.subscribe(request);
    // A whole generation beside it is the measure of time: whoever ignores demand has spoken by
    // then.
    stage.whole(request);
    assertThat(silent.events()).as("events without demand").isEmpty();
    silent.request(1);
    stage.awaitEvents(silent, 1);
    assertThat(silent.failure()).isEmpty();
    assertThat(silent.events()).hasSize(1);
    silent.cancel();
  }

  private void oneAtATime() {
    CollectingSubscriber subscriber = stage.first(request);
    for (int taken = 1; !subscriber.awaitEnd(Duration.ZERO); taken++) {
      List<GenerationEvent> events = subscriber.events();
      if (events.get(events.size() - 1) instanceof GenerationEvent.Finished) {
        break;
      }
      subscriber.request(1);
      stage.awaitEvents(subscriber, taken + 1);
    }
    stage.awaitEnd(subscriber);
    assertThat(Stage.failure(subscriber)).isNull();
    StreamRules.order(subscriber.events());
    StreamRules.outputs(model, request, subscriber.events());
  }

  private void badDemand(long demand) {
    CollectingSubscriber subscriber = stage.first(request);
    subscriber.request(demand);
    stage.awaitEnd(subscriber);
    assertThat(Stage.failure(subscriber))
        .as("what onError is given after a demand of %s (Flow.Subscription#request)", demand)
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void cancel() {
    CollectingSubscriber beforeDemand = stage.subscribe(request);
    beforeDemand.cancel();
    CollectingSubscriber afterFirst = stage.first(request);
    afterFirst.cancel();
    afterFirst.cancel();
    afterFirst.request(Long.MAX_VALUE);
    CollectingSubscriber within = cancelWithinFirst();
    stage.whole(request);
    for (CollectingSubscriber cancelled : List.of(beforeDemand, afterFirst, within)) {
      assertThat(cancelled.eventsAfterCancel()).as("events after cancellation").isZero();
    }
    assertThat(within.events()).as("cancelled within the first event").hasSizeLessThan(2);
  }

  private CollectingSubscriber cancelWithinFirst() {
    CollectingSubscriber[] self = new CollectingSubscriber[1];
    CollectingSubscriber subscriber = new CollectingSubscriber(event -> self[0].cancel());
    self[0] = subscriber;
    stage.attach(stage.provider().generate(request, stage.options(stage.patience())), subscriber);
    subscriber.requestAll();
    stage.awaitEvents(subscriber, 1);
    return subscriber;
  }

  private void lateFromTheStart() {
    CollectingSubscriber late =
        stage.subscribe(request, stage.options(Duration.ofNanos(-1)), event -> {});
    late.requestAll();
    stage.awaitEnd(late);
    stage.failed(late, FailureKind.TIMED_OUT);
    Stage.noOutput(late.events());
  }

  private void lateUnderWay() {
    CollectingSubscriber late = stage.subscribe(request, stage.options(SHORT), event -> {});
    late.request(1);
    stage.awaitEvents(late, 1);
    stage.pause(SHORT.multipliedBy(2));
    late.requestAll();
    stage.awaitEnd(late);
    stage.failed(late, FailureKind.TIMED_OUT);
  }

  private void strangeExtension() {
    CollectingSubscriber subscriber =
        stage.first(SampleRequests.withExtensions(request, Map.of(STRANGE_KEY, true)));
    subscriber.cancel();
    assertThat(subscriber.events().get(0)).isInstanceOf(GenerationEvent.Accepted.class);
    assertThat(((GenerationEvent.Accepted) subscriber.events().get(0)).translations())
        .as("translations")
        .anyMatch(
            translation ->
                translation.parameter().contains(STRANGE_KEY)
                    && translation.change() == Translation.Change.DROPPED);
  }

  private void subscribeTwice() {
    Flow.Publisher<GenerationEvent> stream =
        stage.provider().generate(request, stage.options(stage.patience()));
    CollectingSubscriber first = new CollectingSubscriber();
    stage.attach(stream, first);
    CollectingSubscriber second = new CollectingSubscriber();
    stage.attach(stream, second);
    stage.awaitEnd(second);
    assertThat(second.failure()).as("the second subscription ends in onError").isPresent();
    assertThat(second.events()).isEmpty();
    first.requestAll();
    stage.awaitEnd(first);
    assertThat(Stage.failure(first)).as("the first subscription goes on").isNull();
    StreamRules.order(first.events());
  }

  private void noSubscriber() {
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                stage
                    .provider()
                    .generate(request, stage.options(stage.patience()))
                    .subscribe(null));
  }

  private void severalAtOnce() {
    List<CollectingSubscriber> together = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      together.add(stage.subscribe(request));
    }
    together.forEach(CollectingSubscriber::requestAll);
    int whole = 0;
    for (CollectingSubscriber one : together) {
      stage.awaitEnd(one);
      if (one.completed()) {
        StreamRules.order(one.events());
        StreamRules.outputs(model, request, one.events());
        whole++;
      } else {
        stage.failed(one, FailureKind.OVERLOADED);
      }
    }
    assertThat(whole).as("generations that were served").isPositive();
  }

  private void repeats() {
    CollectingSubscriber again = stage.whole(request);
    assertThat(again.text()).isEqualTo(sample().text());
    assertThat(again.media(0)).isEqualTo(sample().media(0));
  }
}
