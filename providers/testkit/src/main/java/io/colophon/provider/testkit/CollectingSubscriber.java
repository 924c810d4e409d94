package io.colophon.provider.testkit;

import io.colophon.provider.spi.GenerationEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything that a stream of events does, with demand given by hand. Breaches of {@link
 * Flow}'s rules do not throw into the provider, where they could be swallowed, but are kept in
 * {@link #violations()}. Thread-safe.
 */
public final class CollectingSubscriber implements Flow.Subscriber<GenerationEvent> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger inside = new AtomicInteger();
  private final List<GenerationEvent> events = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final Consumer<GenerationEvent> onEvent;
  private Flow.@Nullable Subscription subscription;
  private @Nullable Throwable failure;
  private boolean completed;
  private long requested;
  private boolean cancelled;
  private int eventsAtCancel;

  /** Asks for nothing until {@link #request} is called. */
  public CollectingSubscriber() {
    this(event -> {});
  }

  /**
   * @param onEvent called with each event on the provider's thread, after it was kept; may cancel
   *     or request
   */
  public CollectingSubscriber(Consumer<GenerationEvent> onEvent) {
    this.onEvent = onEvent;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    locked(
        () -> {
          if (subscription != null) {
            violations.add("onSubscribe was called twice");
          } else {
            subscription = given;
          }
        });
  }

  @Override
  public void onNext(GenerationEvent event) {
    enter("onNext");
    locked(
        () -> {
          if (subscription == null) {
            violations.add("an event came before onSubscribe: " + event);
          }
          if (ended()) {
            violations.add("an event came after the end: " + event);
          }
          if (events.size() >= requested) {
            violations.add("event " + (events.size() + 1) + " came with a demand of " + requested);
          }
          events.add(event);
        });
    try {
      onEvent.accept(event);
    } finally {
      inside.decrementAndGet();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    enter("onError");
    locked(
        () -> {
          noteEnd("onError(" + thrown + ")");
          failure = failure == null ? thrown : failure;
        });
    inside.decrementAndGet();
  }

  @Override
  public void onComplete() {
    enter("onComplete");
    locked(
        () -> {
          noteEnd("onComplete");
          completed = true;
        });
    inside.decrementAndGet();
  }

  // A call from within a call of the same thread is two at once as well (Reactive Streams 1.3).
  private void enter(String signal) {
    if (inside.getAndIncrement() != 0) {
      locked(() -> violations.add(signal + " came while another signal was being taken"));
    }
  }

  private void noteEnd(String signal) {
    if (subscription == null) {
      violations.add(signal + " came before onSubscribe");
    }
    if (ended()) {
      violations.add(signal + " came after the end");
    }
  }

  private boolean ended() {
    return completed || failure != null;
  }

  /** Asks for {@code n} more events; call after the subscription has arrived. */
  public void request(long n) {
    Flow.Subscription current = subscription();
    locked(
        () -> {
          if (n > 0) {
            requested = requested + n < 0 ? Long.MAX_VALUE : requested + n;
          }
        });
    current.request(n);
  }

  /** Asks for all events there will be. */
  public void requestAll() {
    request(Long.MAX_VALUE);
  }

  /** Cancels; may be called again. */
  public void cancel() {
    Flow.Subscription current = subscription();
    current.cancel();
    locked(
        () -> {
          if (!cancelled) {
            cancelled = true;
            eventsAtCancel = events.size();
          }
        });
  }

  private Flow.Subscription subscription() {
    lock.lock();
    try {
      if (subscription == null) {
        throw new IllegalStateException("not subscribed yet");
      }
      return subscription;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for onSubscribe; false if it has not come within {@code patience}. */
  public boolean awaitSubscription(Duration patience) {
    return await(() -> subscription != null, patience);
  }

  /** Waits for the stream to end or to have given {@code count} events; false if neither came. */
  public boolean awaitEvents(int count, Duration patience) {
    return await(() -> ended() || events.size() >= count, patience);
  }

  /** Waits for the end of the stream, well or badly; false if it has not come. */
  public boolean awaitEnd(Duration patience) {
    return await(this::ended, patience);
  }

  private boolean await(BooleanSupplier condition, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** What has come so far, in order. */
  public List<GenerationEvent> events() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /** What {@code onError} was given; empty when it was not called. */
  public Optional<Throwable> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the stream ended well. */
  public boolean completed() {
    lock.lock();
    try {
      return completed;
    } finally {
      lock.unlock();
    }
  }

  /** Breaches of the rules of {@link Flow}, in words; empty when there were none. */
  public List<String> violations() {
    lock.lock();
    try {
      return List.copyOf(violations);
    } finally {
      lock.unlock();
    }
  }

  /** How many events came after {@link #cancel()} had returned; 0 when it was not called. */
  public int eventsAfterCancel() {
    lock.lock();
    try {
      return cancelled ? events.size() - eventsAtCancel : 0;
    } finally {
      lock.unlock();
    }
  }

  /** All text so far, joined. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (GenerationEvent event : events()) {
      if (event instanceof GenerationEvent.TextDelta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }

  /** All bytes so far of one media output, joined; empty when it has none. */
  public byte[] media(int index) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (GenerationEvent event : events()) {
      if (event instanceof GenerationEvent.MediaChunk chunk && chunk.index() == index) {
        ByteBuffer copy = chunk.bytes().duplicate();
        byte[] array = new byte[copy.remaining()];
        copy.get(array);
        bytes.writeBytes(array);
      }
    }
    return bytes.toByteArray();
  }

  /** The last event, when the stream has one and it is {@code Finished}. */
  public Optional<GenerationEvent.Finished> finished() {
    List<GenerationEvent> all = events();
    return !all.isEmpty() && all.get(all.size() - 1) instanceof GenerationEvent.Finished finished
        ? Optional.of(finished)
        : Optional.empty();
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
