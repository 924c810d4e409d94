package io.colophon.gateway.labels;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.gateway.work.Demand;
import io.colophon.labeling.LabelingException;
import io.colophon.provider.spi.GenerationEvent;
import java.io.IOException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Labels media: each output is written to the spool, labelled and read back as a file, entered in
 * the log, and only then sent on in pieces. The upstream is asked for one event at a time, so that
 * it goes no faster than the disk; pieces go down only as they are asked for. All file work is done
 * on the pool, one task at a time for each generation. Where an output cannot leave, the rest of
 * what comes is dropped.
 */
final class MediaLabelFlow implements Flow.Subscriber<GenerationEvent>, Flow.Subscription {
  private final FileLabeling labeling;
  private final Spool spool;
  private final BlockingPool pool;
  private final Flow.Subscriber<? super GenerationEvent> downstream;

  // Guarded by this; incoming and outgoing are changed by the working thread alone.
  private Flow.@Nullable Subscription upstream;
  private long demand;
  private boolean asked;
  private boolean working;
  private boolean over;
  private GenerationEvent.@Nullable MediaChunk arrived;
  private @Nullable SpooledOutput incoming;
  private @Nullable OutgoingFile outgoing;
  private boolean finished;
  private @Nullable DroppedRest rest;

  MediaLabelFlow(
      FileLabeling labeling,
      Spool spool,
      BlockingPool pool,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.labeling = labeling;
    this.spool = spool;
    this.pool = pool;
    this.downstream = downstream;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    synchronized (this) {
      upstream = subscription;
    }
    downstream.onSubscribe(this);
  }

  // ---- what comes from upstream

  @Override
  public void onNext(GenerationEvent event) {
    DroppedRest dropped;
    synchronized (this) {
      asked = false;
      if (over) {
        return;
      }
      dropped = rest;
    }
    if (dropped != null) {
      dropped.drop(event);
    } else if (event instanceof GenerationEvent.MediaChunk chunk) {
      synchronized (this) {
        arrived = chunk;
      }
      work();
    } else if (event instanceof GenerationEvent.Finished) {
      boolean cut;
      synchronized (this) {
        finished = true;
        cut = incoming != null;
      }
      if (cut) {
        fail(Refusal.of(Reason.UPSTREAM_MALFORMED, "the target's answer ended within an output"));
      } else {
        downstream.onNext(event);
      }
    } else {
      synchronized (this) {
        demand--;
      }
      downstream.onNext(event);
      askForMore();
    }
  }

  @Override
  public void onComplete() {
    boolean whole;
    DroppedRest dropped;
    synchronized (this) {
      whole = finished;
      dropped = rest;
      over = true;
    }
    if (dropped != null) {
      dropped.end();
    } else if (whole) {
      downstream.onComplete();
    } else {
      downstream.onError(
          Refusal.of(Reason.UPSTREAM_MALFORMED, "the target's answer ended without its end"));
    }
    cleanUp();
  }

  @Override
  public void onError(Throwable failure) {
    DroppedRest dropped;
    synchronized (this) {
      dropped = rest;
      over = true;
    }
    if (dropped != null) {
      dropped.end();
    } else {
      downstream.onError(failure);
    }
    cleanUp();
  }

  // ---- what comes from downstream

  @Override
  public void request(long n) {
    boolean sending;
    synchronized (this) {
      demand = Demand.sum(demand, n);
      sending = outgoing != null;
    }
    if (sending) {
      work();
    } else {
      askForMore();
    }
  }

  @Override
  public void cancel() {
    Flow.Subscription subscription;
    DroppedRest dropped;
    synchronized (this) {
      over = true;
      subscription = upstream;
      dropped = rest;
    }
    if (dropped != null) {
      dropped.cancel();
    }
    if (subscription != null) {
      subscription.cancel();
    }
    cleanUp();
  }

  private void askForMore() {
    Flow.Subscription subscription;
    synchronized (this) {
      if (isOver() || asked || working || outgoing != null || finished || demand <= 0) {
        return;
      }
      asked = true;
      subscription = upstream;
    }
    if (subscription != null) {
      subscription.request(1);
    }
  }

  // ---- work on the pool

  /** Sees to it that a pool thread does what there is to do; there is never more than one. */
  private void work() {
    synchronized (this) {
      if (working) {
        return;
      }
      working = true;
    }
    try {
      pool.execute(this::workUntilIdle);
    } catch (Refusal full) {
      synchronized (this) {
        working = false;
      }
      fail(full);
    }
  }

  private void workUntilIdle() {
    try {
      while (step()) {
        // each step takes one piece in or sends what is asked for
      }
    } catch (IOException | LabelingException | RuntimeException | Error failure) {
      // an Error too: a missing native library is one
      synchronized (this) {
        working = false;
      }
      fail(LabelFailures.refusalFor(failure));
    }
    if (isOver()) {
      cleanUp();
    } else {
      askForMore();
    }
  }

  private boolean step() throws IOException, LabelingException {
    GenerationEvent.MediaChunk chunk;
    synchronized (this) {
      chunk = arrived;
      arrived = null;
      if (isOver() || (chunk == null && (outgoing == null || demand <= 0))) {
        working = false;
        return false;
      }
    }
    if (chunk != null) {
      take(chunk);
    } else {
      send();
    }
    return true;
  }

  private void take(GenerationEvent.MediaChunk chunk) throws IOException, LabelingException {
    SpooledOutput output = incoming;
    if (output == null) {
      output = new SpooledOutput(spool, chunk.index(), chunk.mimeType());
      incoming = output;
    }
    output.write(chunk.bytes());
    if (chunk.last()) {
      output.complete();
      OutgoingFile file = labeling.label(output);
      synchronized (this) {
        outgoing = file;
      }
      incoming = null;
      output.delete();
    }
  }

  private void send() throws IOException {
    OutgoingFile file = outgoing;
    while (file != null && !isOver()) {
      synchronized (this) {
        if (demand <= 0) {
          return;
        }
        demand--;
      }
      GenerationEvent.MediaChunk chunk = file.next();
      downstream.onNext(chunk);
      if (chunk.last()) {
        file.close();
        synchronized (this) {
          outgoing = null;
        }
        return;
      }
    }
  }

  /** Whether nothing more leaves. */
  private synchronized boolean isOver() {
    return over || rest != null;
  }

  /** Ends in a failure: at once if the upstream has ended, else when it has. */
  private void fail(Refusal refusal) {
    DroppedRest dropped;
    boolean ended;
    synchronized (this) {
      Flow.Subscription subscription = upstream;
      if (over || rest != null || subscription == null) {
        return;
      }
      dropped = new DroppedRest(refusal, subscription, downstream);
      rest = dropped;
      ended = finished;
    }
    cleanUp();
    if (ended) {
      dropped.end();
    } else {
      dropped.begin();
    }
  }

  /** Deletes what is left, unless a task still uses it: then the task does it at its end. */
  private void cleanUp() {
    SpooledOutput left;
    OutgoingFile sending;
    synchronized (this) {
      if (working) {
        return;
      }
      left = incoming;
      sending = outgoing;
      incoming = null;
      outgoing = null;
    }
    if (left != null) {
      left.delete();
    }
    if (sending != null) {
      sending.close();
    }
  }
}
