package io.colophon.gateway.wire;

import io.colophon.gateway.admission.Admitted;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.standing.HeaderDialect;
import io.colophon.gateway.standing.Standing;
import io.grpc.Context;
import io.grpc.Metadata;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How far the limits of the generation of one call are used: noted where the generation is
 * answered, read where headers and trailers leave. Thread-safe.
 */
public final class CallLimits {
  static final Context.Key<CallLimits> KEY = Context.key("colophon-call-limits");

  private static final ConcurrentMap<String, Metadata.Key<String>> KEYS = new ConcurrentHashMap<>();

  private volatile @Nullable Generation generation;
  private volatile List<Standing> refused = List.of();
  private volatile boolean ended;
  private volatile @Nullable Metadata atEnd;

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

  /** It has come to its end and is settled: headers and trailers then say the same. */
  void ended() {
    ended = true;
  }

  /** Writes how things stand now. */
  void write(Metadata to) {
    Metadata said = atEnd;
    if (said == null) {
      said = new Metadata();
      Metadata fresh = said;
      write((name, value) -> fresh.put(key(name), value));
      atEnd = ended ? said : null;
    }
    to.merge(said);
  }

  /** Names come from the code alone, so that they are few. */
  private static Metadata.Key<String> key(String name) {
    return KEYS.computeIfAbsent(name, n -> Metadata.Key.of(n, Metadata.ASCII_STRING_MARSHALLER));
  }

  /** Writes how things stand now, by names in lower case. */
  public void write(BiConsumer<String, String> to) {
    Generation running = generation;
    List<Standing> standings =
        running == null ? refused : running.admitted().map(Admitted::standings).orElse(refused);
    HeaderDialect.OPENAI.write(standings, to);
  }
}
