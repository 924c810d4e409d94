package io.colophon.provider.testkit;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A provider that plays {@link Script}s, so that a test drives an exact schedule of events,
 * failures and silence. It answers any request for any model: what it does is only in its scripts.
 * Has no thread; events come on the thread that brings demand or opens a {@link Gate}. Thread-safe.
 */
public final class FakeUpstream implements Provider {
  private static final int MOST_CALLS = 100_000;

  private final ProviderContext context;
  private final List<ModelDescription> models;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
  private final Deque<Script> next = new ArrayDeque<>();
  private final List<UpstreamCall> calls = new ArrayList<>();
  private final Set<PulledStream> underWay = ConcurrentHashMap.newKeySet();
  private Function<GenerationRequest, Script> otherwise =
      request -> Script.start().fail(FailureKind.INTERNAL, "no script is left for this request");
  private volatile boolean closed;

  /**
   * @param models what {@link #models()} says; may be empty
   */
  public FakeUpstream(ProviderContext context, List<ModelDescription> models) {
    this.context = context;
    this.models = List.copyOf(models);
  }

  /** Adds the script of the next generation that has none yet; returns this. */
  public FakeUpstream then(Script script) {
    lock.lock();
    try {
      next.add(script);
      return this;
    } finally {
      lock.unlock();
    }
  }

  /** Says what happens when no script of {@link #then} is left; returns this. */
  public FakeUpstream otherwise(Function<GenerationRequest, Script> answer) {
    lock.lock();
    try {
      otherwise = answer;
      return this;
    } finally {
      lock.unlock();
    }
  }

  /** What was asked for so far, in order. */
  public List<UpstreamCall> calls() {
    lock.lock();
    try {
      return List.copyOf(calls);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until {@code count} generations were asked for; false if that has not come. */
  public boolean awaitCalls(int count, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (calls.size() < count) {
        if (left <= 0) {
          return false;
        }
        left = called.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** How many generations have started and not ended. */
  public int underWay() {
    return underWay.size();
  }

  @Override
  public List<ModelDescription> models() {
    return models;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    UpstreamCall call = new UpstreamCall(request, options);
    ScriptedEvents events = new ScriptedEvents(script(request, call));
    return new PulledStream(
        events, context, options.deadlineNanos(), null, new Entry(call, events));
  }

  private Script script(GenerationRequest request, UpstreamCall call) {
    Function<GenerationRequest, Script> answer;
    lock.lock();
    try {
      if (calls.size() >= MOST_CALLS) {
        throw new IllegalStateException("more than " + MOST_CALLS + " calls of one fake upstream");
      }
      calls.add(call);
      called.signalAll();
      Script script = next.poll();
      if (script != null) {
        return script;
      }
      answer = otherwise;
    } finally {
      lock.unlock();
    }
    return answer.apply(request);
  }

  @Override
  public void close() {
    closed = true;
    for (PulledStream stream : underWay) {
      stream.breakDown(new ProviderException(FailureKind.OVERLOADED, "the upstream was closed"));
    }
  }

  /** Keeps the books of one call. */
  private final class Entry implements PulledStream.Listener {
    private final UpstreamCall call;
    private final ScriptedEvents events;

    Entry(UpstreamCall call, ScriptedEvents events) {
      this.call = call;
      this.events = events;
    }

    @Override
    public boolean started(PulledStream stream) {
      underWay.add(stream);
      call.start(stream);
      events.onOpen(stream::wake);
      return !closed;
    }

    @Override
    public void ended(PulledStream stream) {
      underWay.remove(stream);
      call.end();
    }
  }
}
