package io.colophon.gateway.admission;

import io.colophon.metering.usage.LocalCount;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.UsageCheck;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.UsageUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Lets the hold grow with the text that flows by. When a limit has no room for more, the upstream
 * is stopped and the text ends as one that came to its end, with {@link
 * FinishReason#LIMIT_REACHED}: what flowed is labelled, settled and receipted as ever. An answer
 * that comes in one piece is whole when it is counted; it is let through, and what it used beyond
 * its hold is a debt of the limit.
 */
final class LimitedOutput implements Flow.Subscriber<GenerationEvent>, Flow.Subscription {
  private final GrowingHold hold;
  private final Flow.Subscriber<? super GenerationEvent> downstream;

  // The upstream's thread alone.
  private final TokenTally words;
  private long said;
  private boolean usedUp;
  private boolean over;

  private volatile Flow.@Nullable Subscription upstream;

  /**
   * @param words counts what flows by
   */
  LimitedOutput(
      GrowingHold hold, TokenTally words, Flow.Subscriber<? super GenerationEvent> downstream) {
    this.hold = hold;
    this.words = words;
    this.downstream = downstream;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    downstream.onSubscribe(this);
  }

  @Override
  public void onNext(GenerationEvent event) {
    if (over) {
      return;
    }
    over = event instanceof GenerationEvent.Finished;
    downstream.onNext(event);
    if (!over && isOutput(event)) {
      boolean wasUsedUp = usedUp;
      usedUp = usedUp || !hold.covers(count());
      if (wasUsedUp) {
        stop();
      }
    }
  }

  /** Whether it was one that counts, now counted. */
  private boolean isOutput(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      words.add(delta.text());
      return true;
    }
    if (event instanceof GenerationEvent.ToolCall call) {
      words.add(call.argumentsJson());
      return true;
    }
    if (event instanceof GenerationEvent.UsedSoFar used) {
      OptionalLong output = used.usage().value(UsageUnit.OUTPUT_TOKENS);
      said = Math.max(said, output.orElse(0));
    }
    return false;
  }

  /** By the upstream's own running count, or by the words if that makes more. */
  private long count() {
    return Math.max(said, words.soFar().tokens());
  }

  private void stop() {
    over = true;
    cancel();
    downstream.onNext(
        new GenerationEvent.Finished(
            FinishReason.LIMIT_REACHED,
            UsageCheck.brokenOff(
                Optional.empty(), LocalCount.NONE.with(UsageUnit.OUTPUT_TOKENS, words.soFar()))));
    downstream.onComplete();
  }

  @Override
  public void onError(Throwable failure) {
    if (!over) {
      over = true;
      downstream.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (!over) {
      over = true;
      downstream.onComplete();
    }
  }

  @Override
  public void request(long n) {
    Flow.Subscription subscription = upstream;
    if (subscription != null) {
      subscription.request(n);
    }
  }

  @Override
  public void cancel() {
    Flow.Subscription subscription = upstream;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
