package io.colophon.gateway.wire;

import io.colophon.gateway.admission.Admitted;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.standing.HeaderDialect;
import io.colophon.gateway.standing.Standing;
import io.grpc.Context;
import io.grpc.Metadata;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How far the limits of the generation of one call are used: noted where the generation is
 * answered, read where headers and trailers leave. Thread-safe.
 */
public final class CallLimits {
  static final Context.Key<CallLimits> KEY = Context.key("colophon-call-limits");

  private volatile @Nullable Generation generation;
  private volatile List<Standing> refused = List.of();

  /** Of the call that is being served on this thread. */
  static CallLimits current() {
    return of(Context.current());
  }

  /** Of the call that is served in a context. */
  public static CallLimits of(Context context) {
    CallLimits limits = KEY.get(context);
    if (limits == null) {
      throw new IllegalStateException("no call is being served in this context");
    }
    return limits;
  }

  /** The generation began. */
  void started(Generation running) {
    generation = running;
  }

  /** The generation was refused, or broke off. */
  void failed(Refusal refusal) {
    refusal.quota().ifPresent(quota -> refused = quota.all());
  }

  /** Writes how things stand now. */
  void write(Metadata to) {
    write((name, value) -> to.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
  }

  /** Writes how things stand now, by names in lower case. */
  public void write(BiConsumer<String, String> to) {
    Generation running = generation;
    List<Standing> standings =
        running == null ? refused : running.admitted().map(Admitted::standings).orElse(refused);
    HeaderDialect.OPENAI.write(standings, to);
  }
}
