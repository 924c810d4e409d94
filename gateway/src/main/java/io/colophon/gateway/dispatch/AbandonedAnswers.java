package io.colophon.gateway.dispatch;

import io.colophon.gateway.config.DrainConfig;
import io.colophon.gateway.pipeline.EventBytes;
import io.colophon.gateway.routing.Deployment;
import io.colophon.provider.spi.GenerationEvent;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are read to their end although nobody waits for them, since only the end says what
 * has to be paid. So many at a time, each so far and so long; what comes is dropped as it comes.
 * Thread-safe.
 */
public final class AbandonedAnswers implements AutoCloseable {
  private final Supplier<DrainConfig> limits;
  private final ScheduledExecutorService timers;
  private final Set<Place> places = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean closed;

  /**
   * @param limits looked at whenever an answer is abandoned
   * @param timers end what takes too long
   */
  public AbandonedAnswers(Supplier<DrainConfig> limits, ScheduledExecutorService timers) {
    this.limits = limits;
    this.timers = timers;
  }

  /** Answers that are being read on. */
  public int underWay() {
    return taken.get();
  }

  /**
   * Until when an answer may flow: some time beyond its caller's deadline where it may be read on.
   */
  long deadlineNanos(Deployment deployment, long callersNanos) {
    return deployment.readsOn() ? callersNanos + limits.get().maxTime().toNanos() : callersNanos;
  }

  /**
   * Takes a place for an answer.
   *
   * @param cut ends the reading when its time is over, on another thread
   * @return null if answers of this deployment are not read on, or too many are
   */
  @Nullable Place placeFor(Deployment deployment, Runnable cut) {
    DrainConfig now = limits.get();
    if (!deployment.readsOn() || closed) {
      return null;
    }
    if (taken.incrementAndGet() > now.maxStreams()) {
      taken.decrementAndGet();
      return null;
    }
    deployment.use();
    Place place = new Place(deployment, now.maxBytes().bytes(), cut);
    places.add(place);
    try {
      place.timer = timers.schedule(place::cut, now.maxTime().toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      place.end();
      return null;
    }
    if (closed) {
      place.end(); // it came while close() looked elsewhere
      return null;
    }
    return place;
  }

  /** Cuts all of them, each of which is settled with what came so far. */
  @Override
  public void close() {
    closed = true;
    places.forEach(Place::cut);
  }

  /** The place of one answer. */
  final class Place {
    private final Deployment deployment;
    private final Runnable whenCut;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private long bytesLeft; // upstream's thread
    private volatile boolean isCut;
    private volatile @Nullable ScheduledFuture<?> timer;

    private Place(Deployment deployment, long bytes, Runnable whenCut) {
      this.deployment = deployment;
      this.bytesLeft = bytes;
      this.whenCut = whenCut;
    }

    private void cut() {
      isCut = true;
      whenCut.run();
    }

    /** Whether no more is to be read. */
    boolean isCut() {
      return isCut;
    }

    /** Completes when no more is read. */
    CompletableFuture<Void> ended() {
      return ended;
    }

    /** Counts what came; false if that is enough. */
    boolean counts(GenerationEvent event) {
      bytesLeft -= EventBytes.of(event);
      return bytesLeft > 0;
    }

    /** Gives the place back. Harmless when called again. */
    void end() {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      ScheduledFuture<?> pending = timer;
      if (pending != null) {
        pending.cancel(false);
      }
      places.remove(this);
      taken.decrementAndGet();
      ended.complete(null);
      deployment.release();
    }
  }
}
