package io.colophon.gateway.wire;

import io.colophon.gateway.admission.Credentials;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a call brings besides its message.
 *
 * @param credentials who says that he asks
 * @param requestId his {@code x-request-id}; empty when he sent none
 */
public record CallFacts(Credentials credentials, Optional<String> requestId) {
  static final Context.Key<CallFacts> KEY = Context.key("colophon-call");

  /** The facts of the call that is being served on this thread. */
  public static CallFacts current() {
    CallFacts facts = KEY.get();
    if (facts == null) {
      throw new IllegalStateException("no call is being served on this thread");
    }
    return facts;
  }

  /** The context in which a call with these facts is served. */
  public Context within(Context context) {
    return context.withValues(KEY, this, CallLimits.KEY, new CallLimits());
  }

  /** What is left until the caller's deadline; empty when he set none. Never negative. */
  public static Optional<Duration> timeLeft() {
    Deadline deadline = Context.current().getDeadline();
    return deadline == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
  }
}
