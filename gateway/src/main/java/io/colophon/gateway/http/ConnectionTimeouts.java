package io.colophon.gateway.http;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.ConnectionState.Phase;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Minds that one connection neither waits nor is waited for too long. */
final class ConnectionTimeouts {
  /** How long a connection that is to close reads on, so that the caller gets the answer. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ConnectionState state;
  private @Nullable ScheduledFuture<?> tick;
  private long pendingSeen;

  ConnectionTimeouts(ConnectionState state) {
    this.state = state;
  }

  void begin() {
    long every = state.server.settings().tickNanos();
    tick =
        state.on().executor().scheduleAtFixedRate(this::look, every, every, TimeUnit.NANOSECONDS);
  }

  boolean isRunning() {
    return tick != null;
  }

  void end() {
    if (tick != null) {
      tick.cancel(false);
      tick = null;
    }
  }

  /** Looks whether something takes too long. */
  private void look() {
    long now = state.server.ticker().nanos();
    long inPhase = now - state.phaseNanos;
    HttpSettings settings = state.server.settings();
    switch (state.phase) {
      case IDLE -> {
        if (state.headBegun && now - state.headNanos > settings.headTimeoutNanos()) {
          state.close();
        } else if (inPhase > settings.idleTimeoutNanos() && state.http1) {
          state.close();
        }
      }
      case BODY, SWALLOWING -> {
        if (!state.bodyPaused && inPhase > settings.bodyTimeoutNanos()) {
          bodyIsLate();
        }
      }
      case ANSWERING -> {
        if (stalled(now, settings.stallTimeoutNanos())) {
          state.close();
        }
      }
      case LINGERING -> {
        if (inPhase > LINGER_NANOS) {
          endLingering();
        }
      }
      case CLOSED -> {
        if (inPhase > settings.stallTimeoutNanos()) {
          state.close();
        }
      }
    }
  }

  private void bodyIsLate() {
    Exchange exchange = state.current;
    if (exchange == null) {
      state.close();
    } else {
      state.keep = false;
      exchange.fail(
          Refusal.of(Reason.DEADLINE_EXCEEDED, "the request's body did not come in time"), 408);
    }
  }

  private void endLingering() {
    if (state.http1) {
      state.close();
    } else {
      state.phase = Phase.CLOSED;
      var unused = state.on().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
    }
  }

  /** Whether the caller takes nothing of what waits for him. */
  private boolean stalled(long now, long limit) {
    long pending = state.channel().bytesBeforeWritable();
    if (pending == 0 || pending != pendingSeen) {
      pendingSeen = pending;
      state.phaseNanos = now;
      return false;
    }
    return now - state.phaseNanos > limit;
  }
}
