package io.colophon.provider.http;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;

/**
 * The upstream of one deployment: turns {@link Attempt}s into streams that keep the rules of {@link
 * io.colophon.provider.spi.Provider}: demand, cancellation, deadline, one end, one subscriber.
 * Thread-safe.
 */
public final class HttpUpstream implements AutoCloseable {
  private final String name;
  private final HttpClient client;
  private final Timeouts timeouts;
  private final ProviderContext context;
  private final FailureReader failures;
  private final Set<Output> waiting = ConcurrentHashMap.newKeySet();
  private final Set<Output> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** An upstream over a client of its own. */
  HttpUpstream(
      String name,
      HttpClient client,
      Timeouts timeouts,
      ProviderContext context,
      FailureReader failures) {
    this.name = name;
    this.client = client;
    this.timeouts = timeouts;
    this.context = context;
    this.failures = failures;
    client.whenEnded(() -> waiting.forEach(Output::refuse));
  }

  /**
   * Opens an upstream; connections are made when they are needed.
   *
   * @param name what the operator calls the deployment
   * @param failures reads answers whose status is not 2xx
   * @throws IllegalArgumentException if the settings do not go together
   */
  public static HttpUpstream open(
      String name,
      ConnectionConfig connection,
      Timeouts timeouts,
      ProviderContext context,
      FailureReader failures) {
    return new HttpUpstream(
        name, HttpClient.open(connection, timeouts, context), timeouts, context, failures);
  }

  /** A stream that begins the attempt when it is subscribed. */
  public Flow.Publisher<GenerationEvent> generate(CallOptions options, Attempt attempt) {
    return new Output(this, options, attempt);
  }

  /** A stream that fails at once. */
  public Flow.Publisher<GenerationEvent> refuse(ProviderException failure) {
    return new Output(this, new CallOptions("", Long.MAX_VALUE), out -> out.fail(failure));
  }

  HttpClient client() {
    return client;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  boolean isClosed() {
    return closed;
  }

  FailureReader failures() {
    return failures;
  }

  /** What the host gave. */
  public ProviderContext context() {
    return context;
  }

  /** Remembers a stream whose beginning was handed to its loop. */
  void await(Output output) {
    waiting.add(output);
  }

  /**
   * Forgets a stream that waited for its beginning.
   *
   * @return whether it still waited: whoever is told so begins it or refuses it
   */
  boolean claim(Output output) {
    return waiting.remove(output);
  }

  /** Takes part in what {@link #close} ends; false if it is closed already. */
  boolean enter(Output output) {
    open.add(output);
    if (closed) {
      open.remove(output);
    }
    return !closed;
  }

  void leave(Output output) {
    open.remove(output);
  }

  ProviderException closedFailure() {
    return new ProviderException(FailureKind.OVERLOADED, "deployment " + name + " was closed");
  }

  /** Ends what is under way as OVERLOADED and cuts every connection. */
  @Override
  public void close() {
    closed = true;
    open.forEach(Output::close);
    client.close();
  }
}
