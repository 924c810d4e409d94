package io.colophon.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals on a single thread that the test steps by hand. */
final class LocalStreamTest {
  private static final GenerationEvent FINISHED =
      new GenerationEvent.Finished(FinishReason.STOP, Usage.UNREPORTED);

  @TempDir Path dir;

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> ends = new ArrayList<>();
  private final CollectingSubscriber subscriber = new CollectingSubscriber();
  private LocalStream stream;

  @BeforeEach
  void subscribe() {
    stream = new LocalStream(tasks::add, started -> {});
    stream.subscribe(subscriber);
    stream.whenEnded(() -> ends.add("ended"));
  }

  @Test
  void offer_withoutDemand_waits() {
    offer(text("a"));
    run();
    assertThat(subscriber.events()).isEmpty();
    subscriber.request(1);
    run();
    assertThat(subscriber.text()).isEqualTo("a");
  }

  @Test
  void offer_progressWithoutDemand_keepsTheLatestOnly() {
    for (int i = 1; i <= 9; i++) {
      offer(new GenerationEvent.Progress(i / 10.0));
    }
    offer(text("a"));
    subscriber.requestAll();
    run();
    assertThat(subscriber.events()).containsExactly(new GenerationEvent.Progress(0.9), text("a"));
  }

  @Test
  void complete_eventsWaiting_endsAfterTheLast() {
    offer(FINISHED);
    stream.complete();
    run();
    assertThat(subscriber.completed()).isFalse();
    subscriber.request(1);
    run();
    assertThat(subscriber.completed()).isTrue();
    assertThat(ends).containsExactly("ended");
  }

  @Test
  void fail_eventsWaiting_comesBeforeThem() {
    offer(text("a"));
    stream.fail(new ProviderException(FailureKind.TIMED_OUT, "late"));
    stream.fail(new ProviderException(FailureKind.INTERNAL, "second"));
    run();
    assertThat(subscriber.failure()).hasValueSatisfying(e -> assertThat(e).hasMessage("late"));
    assertThat(subscriber.events()).isEmpty();
    assertThat(ends).containsExactly("ended");
  }

  @Test
  void cancel_filesWaiting_releasesThemAndSaysNothing() throws Exception {
    Path file = Files.write(dir.resolve("f"), new byte[200_000]);
    stream.offer(Pending.MediaFile.takeOver(0, "audio/wav", file));
    assertThat(file).doesNotExist();
    subscriber.cancel();
    subscriber.requestAll();
    offer(text("late"));
    stream.fail(new IllegalStateException("late"));
    run();
    assertThat(subscriber.events()).isEmpty();
    assertThat(subscriber.failure()).isEmpty();
    assertThat(stream.isStopped()).isTrue();
    assertThat(ends).containsExactly("ended");
  }

  @Test
  void request_one_givesOneChunkOfTheFile() throws Exception {
    Path file = Files.write(dir.resolve("f"), new byte[65_536 + 10]);
    stream.offer(Pending.MediaFile.takeOver(0, "audio/wav", file));
    subscriber.request(1);
    run();
    assertThat(subscriber.media(0)).hasSize(65_536);
    subscriber.request(1);
    run();
    assertThat(subscriber.media(0)).hasSize(65_546);
    assertThat(((GenerationEvent.MediaChunk) subscriber.events().get(1)).last()).isTrue();
  }

  @Test
  void media_emptyFile_isOneLastChunk() throws Exception {
    Path file = Files.createFile(dir.resolve("f"));
    stream.offer(Pending.MediaFile.takeOver(0, "audio/wav", file));
    subscriber.requestAll();
    run();
    assertThat(subscriber.events()).hasSize(1);
    assertThat(((GenerationEvent.MediaChunk) subscriber.events().get(0)).last()).isTrue();
  }

  @Test
  void onNext_throws_isGivenNothingMore() {
    CollectingSubscriber thrower =
        new CollectingSubscriber(
            event -> {
              throw new IllegalStateException("broken subscriber");
            });
    LocalStream other = new LocalStream(tasks::add, started -> {});
    other.subscribe(thrower);
    thrower.requestAll();
    other.offer(new Pending.One(text("a")));
    other.offer(new Pending.One(text("b")));
    run();
    assertThat(thrower.events()).hasSize(1);
    assertThat(other.isStopped()).isTrue();
  }

  @Test
  void whenEnded_afterTheEnd_runsAtOnce() {
    subscriber.cancel();
    run();
    stream.whenEnded(() -> ends.add("late"));
    assertThat(ends).containsExactly("ended", "late");
  }

  private void offer(GenerationEvent event) {
    stream.offer(new Pending.One(event));
  }

  private static GenerationEvent text(String text) {
    return new GenerationEvent.TextDelta(text);
  }

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    assertThat(subscriber.violations()).isEmpty();
  }
}
