package io.colophon.provider.testkit;

import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Accepted;
import io.colophon.provider.spi.GenerationEvent.Finished;
import io.colophon.provider.spi.GenerationEvent.MediaChunk;
import io.colophon.provider.spi.GenerationEvent.Progress;
import io.colophon.provider.spi.GenerationEvent.TextDelta;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a sound stream and its subscriber and does the one thing wrong. */
final class TamperedStream implements Flow.Subscriber<GenerationEvent>, Flow.Subscription {
  private final Fault fault;
  private final int number;
  private final Flow.Subscriber<? super GenerationEvent> to;
  private final AtomicInteger slotsTaken;
  private final byte[] reused = new byte[1 << 20];
  private Flow.Subscription upstream;

  TamperedStream(
      Fault fault,
      int number,
      Flow.Subscriber<? super GenerationEvent> to,
      AtomicInteger slotsTaken) {
    this.fault = fault;
    this.number = number;
    this.to = to;
    this.slotsTaken = slotsTaken;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    slotsTaken.incrementAndGet();
    to.onSubscribe(this);
    if (fault == Fault.EMITS_WITHOUT_DEMAND) {
      upstream.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void request(long n) {
    if (n > 0 || fault != Fault.IGNORES_BAD_DEMAND) {
      upstream.request(n);
    }
  }

  @Override
  public void cancel() {
    if (fault == Fault.IGNORES_CANCELLATION) {
      return;
    }
    if (fault != Fault.LEAKS_ON_CANCELLATION) {
      slotsTaken.decrementAndGet();
    }
    upstream.cancel();
  }

  @Override
  public void onError(Throwable failure) {
    slotsTaken.decrementAndGet();
    to.onError(failure);
  }

  @Override
  public void onComplete() {
    slotsTaken.decrementAndGet();
    to.onComplete();
    if (fault == Fault.COMPLETES_TWICE) {
      to.onComplete();
    }
  }

  @Override
  public void onNext(GenerationEvent event) {
    for (GenerationEvent each : tampered(event)) {
      to.onNext(each);
    }
  }

  private List<GenerationEvent> tampered(GenerationEvent event) {
    if (event instanceof Accepted accepted) {
      return accepted(accepted);
    }
    if (event instanceof TextDelta delta) {
      return text(delta);
    }
    if (event instanceof MediaChunk chunk) {
      return List.of(media(chunk));
    }
    return event instanceof Finished finished ? finished(finished) : List.of(event);
  }

  private List<GenerationEvent> accepted(Accepted accepted) {
    return switch (fault) {
      case NEVER_ACCEPTS -> List.of(new Progress(0));
      case HIDES_EXTENSIONS -> List.of(new Accepted(accepted.model(), List.of()));
      default -> List.of(accepted);
    };
  }

  private List<GenerationEvent> text(TextDelta delta) {
    return switch (fault) {
      case SPLITS_SURROGATES -> List.of(new TextDelta(delta.text() + "\uD83D"));
      case EMPTY_TEXT -> List.of(new TextDelta(""));
      case CALLS_UNKNOWN_TOOL -> List.of(new GenerationEvent.ToolCall("1", "nothing", "{}"));
      case NOT_REPEATABLE -> List.of(new TextDelta(delta.text() + number));
      case PROGRESS_FALLS -> List.of(new Progress(delta.text().startsWith("This") ? 0.5 : 0.4));
      default -> List.of(delta);
    };
  }

  private MediaChunk media(MediaChunk chunk) {
    return switch (fault) {
      case LOSES_THE_LAST_CHUNK ->
          new MediaChunk(chunk.index(), chunk.mimeType(), chunk.bytes(), false);
      case CHANGES_THE_MIME_TYPE ->
          new MediaChunk(
              chunk.index(), chunk.last() ? "image/gif" : "image/png", chunk.bytes(), chunk.last());
      case SKIPS_AN_INDEX ->
          new MediaChunk(chunk.index() + 1, chunk.mimeType(), chunk.bytes(), chunk.last());
      case WRONG_FORMAT ->
          new MediaChunk(chunk.index(), chunk.mimeType(), ByteBuffer.allocate(64), chunk.last());
      case REUSES_ITS_BUFFER -> {
        int length = chunk.bytes().remaining();
        chunk.bytes().duplicate().get(reused, 0, length);
        yield new MediaChunk(
            chunk.index(), chunk.mimeType(), ByteBuffer.wrap(reused, 0, length), chunk.last());
      }
      default -> chunk;
    };
  }

  private List<GenerationEvent> finished(Finished finished) {
    return switch (fault) {
      case FINISHES_TWICE -> List.of(finished, finished);
      case COMPLETES_WITHOUT_FINISH -> List.of(new Progress(1));
      case CACHE_EXCEEDS_INPUT ->
          List.of(counted(UsageUnit.INPUT_TOKENS, 9, UsageUnit.CACHE_READ_TOKENS, 10));
      case REASONING_EXCEEDS_OUTPUT ->
          List.of(counted(UsageUnit.OUTPUT_TOKENS, 9, UsageUnit.REASONING_TOKENS, 10));
      case COUNTS_WRONG_IMAGES -> List.of(counted(UsageUnit.IMAGES, 3, UsageUnit.STEPS, 1));
      default -> List.of(finished);
    };
  }

  private static Finished counted(UsageUnit one, long first, UsageUnit other, long second) {
    return new Finished(
        FinishReason.STOP,
        Usage.from(Quantity.Source.PROVIDER_FINAL).with(one, first).with(other, second).build());
  }
}
