package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An access token that is fetched once and used by all attempts until it is about to expire. While
 * one fetch is under way, others wait for it; a failed fetch fails those who waited and is not
 * remembered. Thread-safe.
 */
public final class CachedToken {
  private static final int MOST_ANSWER_BYTES = 64 * 1024;

  /**
   * A token.
   *
   * @param value never printed
   * @param lifetime from now on
   */
  public record Token(String value, Duration lifetime) {
    @Override
    public String toString() {
      return "Token[lifetime=" + lifetime + "]";
    }
  }

  private record Waiter(Output out, Consumer<String> then) {}

  private final HttpUpstream upstream;
  private final Supplier<HttpCall> call;
  private final Function<HttpAnswer, Token> reader;
  private final Duration early;

  // Guarded by this.
  private final List<Waiter> waiting = new ArrayList<>();
  private @Nullable String value;
  private long expiresNanos;

  /**
   * @param call makes the call that fetches a token
   * @param reader reads its answer, whose status was 2xx; may throw a {@link ProviderException}
   * @param early how long before it expires a token is no longer used; at most half of its lifetime
   *     is cut off
   */
  public CachedToken(
      HttpUpstream upstream,
      Supplier<HttpCall> call,
      Function<HttpAnswer, Token> reader,
      Duration early) {
    this.upstream = upstream;
    this.call = call;
    this.reader = reader;
    this.early = early;
  }

  /**
   * Gives the token, now or when it has come; a fetch that fails ends the stream. To be called on
   * the stream's loop.
   */
  public void use(Output out, Consumer<String> then) {
    String ready;
    boolean first = false;
    synchronized (this) {
      ready =
          value != null && upstream.context().ticker().nanos() - expiresNanos < 0 ? value : null;
      if (ready == null) {
        first = waiting.isEmpty();
        waiting.add(new Waiter(out, then));
      }
    }
    if (ready != null) {
      then.accept(ready);
    } else if (first) {
      fetch(out);
    }
  }

  /** The upstream does not take this token any more. */
  public synchronized void forget(String refused) {
    if (refused.equals(value)) {
      value = null;
    }
  }

  // Not an exchange of the stream that happens to be first: others wait for it too.
  private void fetch(Output out) {
    try {
      var unused =
          upstream
              .client()
              .send(
                  call.get(),
                  out.loop(),
                  new WholeReader(MOST_ANSWER_BYTES, this::answered, this::failed));
    } catch (RuntimeException bug) {
      failed(Output.broken(bug));
    }
  }

  private void answered(HttpAnswer answer) {
    Token token;
    try {
      if (!answer.head().isSuccess()) {
        throw upstream.failures().read(answer);
      }
      token = reader.apply(answer);
    } catch (ProviderException failure) {
      failed(failure);
      return;
    } catch (RuntimeException bug) {
      failed(Output.broken(bug));
      return;
    }
    long life = token.lifetime().toNanos();
    List<Waiter> served;
    synchronized (this) {
      value = token.value();
      expiresNanos =
          upstream.context().ticker().nanos() + Math.max(life - early.toNanos(), life / 2);
      served = List.copyOf(waiting);
      waiting.clear();
    }
    for (Waiter waiter : served) {
      waiter.out.onLoop(() -> waiter.then.accept(token.value()));
    }
  }

  private void failed(ProviderException failure) {
    List<Waiter> failed;
    synchronized (this) {
      failed = List.copyOf(waiting);
      waiting.clear();
    }
    for (Waiter waiter : failed) {
      waiter.out.onLoop(() -> waiter.out.fail(failure));
    }
  }
}
