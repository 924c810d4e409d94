package io.colophon.provider.triton;

import io.colophon.provider.spi.GenerationEvent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to a subscriber one at a time and while there is demand, from whatever threads they
 * come. It is bounded by its writer, who adds only what one response gave, and the next response is
 * asked for when all is taken.
 */
final class Outbox implements Flow.Subscription {

  /** The other end. Called by one thread at a time. */
  interface Source {
    /** Everything was taken and there is demand; may be said again and again. */
    void hungry();

    /** No more signals will be given; release everything. */
    void stopped();
  }

  private final Source source;
  private final Queue<GenerationEvent> ready = new ConcurrentLinkedQueue<>();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger work = new AtomicInteger();
  private volatile boolean cancelled;
  private volatile boolean completing;
  private volatile @Nullable Throwable failing;
  private volatile @Nullable Throwable cut;

  // Under the turn that `work` grants.
  private Flow.@Nullable Subscriber<? super GenerationEvent> subscriber;
  private boolean over;

  Outbox(Source source) {
    this.source = source;
  }

  /** Begins; what is added before waits. */
  void open(Flow.Subscriber<? super GenerationEvent> to) {
    // The turn is held until onSubscribe has returned.
    work.set(1);
    subscriber = to;
    to.onSubscribe(this);
    run(1);
  }

  void add(List<GenerationEvent> events) {
    ready.addAll(events);
    wake();
  }

  /** Ends the stream after what was added. */
  void complete() {
    completing = true;
    wake();
  }

  /** Ends the stream with a failure after what was added. */
  void fail(Throwable why) {
    if (failing == null) {
      failing = why;
    }
    wake();
  }

  /** Ends the stream with a failure at once. */
  void cut(Throwable why) {
    if (cut == null) {
      cut = why;
    }
    wake();
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      cut(new IllegalArgumentException("a demand of " + n + ", expected at least 1"));
      return;
    }
    demand.accumulateAndGet(n, (have, more) -> have + more < 0 ? Long.MAX_VALUE : have + more);
    wake();
  }

  @Override
  public void cancel() {
    cancelled = true;
    wake();
  }

  /** Looks again. */
  void wake() {
    if (work.getAndIncrement() == 0) {
      run(1);
    }
  }

  private void run(int seen) {
    int left = seen;
    do {
      if (!over) {
        give();
      }
      left = work.addAndGet(-left);
    } while (left != 0);
  }

  private void give() {
    Flow.Subscriber<? super GenerationEvent> to = subscriber;
    if (to == null) {
      return;
    }
    while (!cancelled && cut == null && demand.get() > 0 && !ready.isEmpty()) {
      if (demand.get() != Long.MAX_VALUE) {
        demand.decrementAndGet();
      }
      try {
        to.onNext(ready.remove());
      } catch (RuntimeException | Error thrown) {
        // A subscriber that throws has left (Reactive Streams 2.13).
        cancelled = true;
        end();
        throw thrown;
      }
    }
    Throwable why = cut != null ? cut : ready.isEmpty() ? failing : null;
    if (cancelled) {
      end();
    } else if (why != null) {
      end();
      to.onError(why);
    } else if (completing && ready.isEmpty()) {
      end();
      to.onComplete();
    } else if (demand.get() > 0 && ready.isEmpty()) {
      source.hungry();
    }
  }

  private void end() {
    over = true;
    subscriber = null;
    ready.clear();
    source.stopped();
  }
}
