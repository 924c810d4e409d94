package io.colophon.gateway.wire;

import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.admission.Credentials;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.gateway.work.Completion;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all calls but generations share: find out who asks, work on the pool, answer or fail.
 * Thread-safe.
 */
public final class CallerCalls {
  private final Function<Credentials, CompletableFuture<Caller>> identify;
  private final BlockingPool pool;

  public CallerCalls(Admission admission, BlockingPool pool) {
    this(admission::identify, pool);
  }

  private CallerCalls(
      Function<Credentials, CompletableFuture<Caller>> identify, BlockingPool pool) {
    this.identify = identify;
    this.pool = pool;
  }

  /**
   * For the operator's port, which listens on loopback unless the operator says otherwise: whoever
   * reaches it is let in.
   */
  public static CallerCalls forOperators(BlockingPool pool) {
    return new CallerCalls(credentials -> CompletableFuture.completedFuture(Caller.UNKEYED), pool);
  }

  /** Answers with what the work returns. The work may block, and may throw {@link Refusal}. */
  public <A> void answer(StreamObserver<A> observer, Function<Caller, A> work) {
    answerLater(observer, caller -> CompletableFuture.completedFuture(work.apply(caller)));
  }

  /** Answers when what the work returns is complete. */
  public <A> void answerLater(
      StreamObserver<A> observer, Function<Caller, CompletableFuture<A>> work) {
    whenIdentified(
        observer,
        (caller, end) ->
            Completion.of(
                work.apply(caller),
                (answer, failure) -> {
                  if (answer != null) {
                    observer.onNext(answer);
                    observer.onCompleted();
                  } else {
                    end.fail(failure);
                  }
                }));
  }

  /** Answers with a stream that the work writes; the work may block, and stops when it is told. */
  public <A> void stream(StreamObserver<A> observer, StreamWork<A> work) {
    BlockingSink<A> sink = new BlockingSink<>((ServerCallStreamObserver<A>) observer);
    whenIdentified(
        observer,
        (caller, end) -> {
          work.write(caller, sink);
          observer.onCompleted();
        });
  }

  /** Writes a stream of answers. */
  public interface StreamWork<A> {
    void write(Caller caller, BlockingSink<A> sink);
  }

  /**
   * Finds out who asks, for calls that take several messages; the action runs on an event loop or
   * the pool and must not block. Calls {@code call.onError} if nobody can be told.
   */
  public void identified(ServerCallStreamObserver<?> call, Consumer<Caller> action) {
    Completion.of(
        identify.apply(CallFacts.current().credentials()),
        (caller, failure) -> {
          if (caller == null) {
            CallEnd.fail(call, failure);
          } else {
            action.accept(caller);
          }
        });
  }

  /** Runs a step of a call on the pool; what it throws ends the call. */
  public void onPool(ServerCallStreamObserver<?> call, Runnable step) {
    try {
      pool.execute(
          () -> {
            try {
              step.run();
            } catch (RuntimeException refused) {
              CallEnd.fail(call, refused);
            }
          });
    } catch (Refusal full) {
      CallEnd.fail(call, full);
    }
  }

  private interface Identified {
    void run(Caller caller, CallEnd end);
  }

  private <A> void whenIdentified(StreamObserver<A> observer, Identified work) {
    CallEnd end = new CallEnd((ServerCallStreamObserver<A>) observer);
    Completion.of(
        identify.apply(CallFacts.current().credentials()),
        (caller, failure) -> onPool(caller, failure, end, work));
  }

  private void onPool(
      @Nullable Caller caller, @Nullable Throwable failure, CallEnd end, Identified work) {
    if (caller == null) {
      end.fail(failure);
      return;
    }
    try {
      pool.execute(
          () -> {
            try {
              work.run(caller, end);
            } catch (RuntimeException refused) {
              end.fail(refused);
            }
          });
    } catch (Refusal full) {
      end.fail(full);
    }
  }
}
