package io.colophon.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers, queue, cancellation, deadlines, demand and files. */
final class LocalProviderPoolTest {
  private static final GenerationRequest LONG_MUSIC =
      Requests.music("epic battle with drums", Duration.ofMinutes(5));
  private static final GenerationRequest SHORT_SPEECH = Requests.speech("Good morning.");

  @TempDir Path cache;

  static Stream<GenerationRequest> longRequests() {
    String words = "The quick brown fox jumps over the lazy dog, again and again. ";
    GenerationRequest.Audio speech = Requests.speech(words.repeat(160));
    return Stream.of(
        speech,
        Requests.format(speech, "audio/ogg"),
        Requests.format(speech, "audio/mpeg"),
        LONG_MUSIC);
  }

  @ParameterizedTest
  @MethodSource("longRequests")
  void cancel_underWay_freesTheWorkerAndTheFileAtOnce(GenerationRequest request) throws Exception {
    try (Bench bench = new Bench(cache, 1, 4)) {
      List<Duration> took = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        CollectingSubscriber subscriber = bench.subscribe(request);
        subscriber.request(2);
        // Accepted and the first progress: the engine is loaded and at work.
        assertThat(subscriber.awaitEvents(2, Bench.PATIENCE)).isTrue();
        assertThat(bench.provider().working()).isEqualTo(1);
        subscriber.cancel();
        took.add(Bench.until(() -> bench.provider().working() == 0));
      }
      // The shortest of three: other programs may hold the processor for a while.
      assertThat(took.stream().min(Duration::compareTo).orElseThrow())
          .as("%s", took)
          .isLessThan(Bench.AT_ONCE);
      assertThat(bench.scratchFiles()).isEmpty();
    }
  }

  @Test
  void generate_queueFull_isOverloadedAtOnceAndSaysWhenToComeBack() {
    try (Bench bench = new Bench(cache, 1, 2)) {
      List<CollectingSubscriber> taken = new ArrayList<>();
      taken.add(bench.subscribe(LONG_MUSIC));
      Bench.until(() -> bench.provider().working() == 1);
      taken.add(bench.subscribe(LONG_MUSIC));
      taken.add(bench.subscribe(LONG_MUSIC));
      ProviderException refused = bench.failure(LONG_MUSIC);
      assertThat(refused.kind()).isEqualTo(FailureKind.OVERLOADED);
      assertThat(refused.retryAfter())
          .hasValueSatisfying(
              wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60)));
      // One that gives up makes room in the queue.
      taken.get(2).cancel();
      Bench.until(() -> bench.provider().waiting() == 1);
      CollectingSubscriber next = bench.subscribe(SHORT_SPEECH);
      next.request(1);
      assertThat(next.awaitEvents(1, Bench.PATIENCE)).isTrue();
      assertThat(next.failure()).isEmpty();
    }
  }

  @Test
  void generate_noQueue_takesOneAtATime() {
    try (Bench bench = new Bench(cache, 1, 0)) {
      bench.whole(SHORT_SPEECH);
      Bench.until(() -> bench.provider().working() == 0);
      bench.whole(SHORT_SPEECH);
    }
  }

  @Test
  void generate_readerAsksForNothing_holdsNoWorker() throws Exception {
    try (Bench bench = new Bench(cache, 1, 4)) {
      CollectingSubscriber idle = bench.subscribe(SHORT_SPEECH);
      Bench.until(() -> bench.provider().working() == 0);
      bench.whole(SHORT_SPEECH);
      assertThat(idle.events()).isEmpty();
      assertThat(bench.scratchFiles()).as("waits without a name").isEmpty();
      idle.requestAll();
      assertThat(idle.awaitEnd(Bench.PATIENCE)).isTrue();
      assertThat(idle.completed()).isTrue();
    }
  }

  @Test
  void generate_tooManyUnread_isOverloaded() {
    try (Bench bench = new Bench(cache, 1, 1)) {
      for (int i = 0; i < 66; i++) {
        bench.subscribe(SHORT_SPEECH);
        Bench.until(() -> bench.provider().working() == 0 && bench.provider().waiting() == 0);
      }
      assertThat(bench.failure(SHORT_SPEECH).kind()).isEqualTo(FailureKind.OVERLOADED);
    }
  }

  @Test
  void deadline_whileWaitingInTheQueue_isTimedOut() {
    try (Bench bench = new Bench(cache, 1, 4)) {
      bench.subscribe(LONG_MUSIC);
      Bench.until(() -> bench.provider().working() == 1);
      CollectingSubscriber late = bench.subscribe(SHORT_SPEECH, Duration.ofMillis(50), event -> {});
      late.request(1);
      assertThat(late.awaitEnd(Bench.PATIENCE)).isTrue();
      assertThat(((ProviderException) late.failure().orElseThrow()).kind())
          .isEqualTo(FailureKind.TIMED_OUT);
      assertThat(bench.provider().waiting()).isZero();
    }
  }

  @Test
  void deadline_whileComputing_freesTheWorker() throws Exception {
    try (Bench bench = new Bench(cache, 1, 4)) {
      bench.whole(Requests.music("piano", Duration.ofSeconds(1)));
      CollectingSubscriber late = bench.subscribe(LONG_MUSIC, Duration.ofMillis(300), e -> {});
      late.requestAll();
      assertThat(late.awaitEnd(Bench.PATIENCE)).isTrue();
      assertThat(((ProviderException) late.failure().orElseThrow()).kind())
          .isEqualTo(FailureKind.TIMED_OUT);
      Bench.until(() -> bench.provider().working() == 0);
      assertThat(bench.scratchFiles()).isEmpty();
    }
  }

  @Test
  void media_arrivesInFullChunksButForTheLast() {
    try (Bench bench = new Bench(cache, 1, 4)) {
      CollectingSubscriber stream =
          bench.whole(Requests.music("calm piano", Duration.ofMillis(2500)));
      List<GenerationEvent.MediaChunk> chunks =
          stream.events().stream()
              .filter(GenerationEvent.MediaChunk.class::isInstance)
              .map(GenerationEvent.MediaChunk.class::cast)
              .toList();
      // 44 bytes of header and 2.5 s of 4 bytes at 48 kHz.
      assertThat(chunks).hasSize(8);
      assertThat(chunks.subList(0, 7)).allMatch(c -> c.bytes().remaining() == 65_536 && !c.last());
      assertThat(chunks.get(7).last()).isTrue();
      assertThat(stream.media(0)).hasSize(480_044);
    }
  }

  @Test
  void progress_longWork_comesAtMostTenTimesASecondAndNeverFalls() {
    try (Bench bench = new Bench(cache, 1, 4)) {
      long start = System.nanoTime();
      CollectingSubscriber stream = bench.whole(Requests.music("techno", Duration.ofSeconds(30)));
      double seconds = (System.nanoTime() - start) / 1e9;
      List<Double> fractions =
          stream.events().stream()
              .filter(GenerationEvent.Progress.class::isInstance)
              .map(event -> ((GenerationEvent.Progress) event).fraction())
              .toList();
      assertThat(fractions).isSorted().isNotEmpty();
      assertThat((double) fractions.size()).isLessThanOrEqualTo(seconds * 10 + 1);
    }
  }

  @Test
  void close_underWay_removesItsDirectory() {
    Bench bench = new Bench(cache, 1, 4);
    CollectingSubscriber stream = bench.subscribe(LONG_MUSIC);
    stream.request(2);
    assertThat(stream.awaitEvents(2, Bench.PATIENCE)).isTrue();
    bench.close();
    assertThat(cache.toFile().list((dir, name) -> name.startsWith("work-"))).isEmpty();
    assertThat(stream.awaitEnd(Bench.PATIENCE)).isTrue();
  }
}
