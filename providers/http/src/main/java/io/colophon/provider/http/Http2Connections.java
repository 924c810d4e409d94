package io.colophon.provider.http;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/2 connections to every origin. {@link HostConnections} bounds how many exchanges there
 * are at once, each a stream or an HTTP/1.1 connection; here it is found out which of both a new
 * one is. Until the first connection to an origin has shown what is spoken there, those who come
 * meanwhile wait for it, so that they can share it. Thread-safe.
 */
final class Http2Connections {

  /** How an exchange to which a place was granted gets its channel. */
  sealed interface Way {
    /** By a stream, whose place is taken. */
    record Stream(Http2Session session) implements Way {}

    /** By a new connection; {@link #opened} is to be called with what came of it. */
    record Connect() implements Way {}

    /** By the connection that another one opens. */
    record Join() implements Way {}
  }

  private static final class Host {
    private final List<Http2Session> sessions = new ArrayList<>(1);
    private final Map<EventLoop, List<Exchange>> opening = new HashMap<>();
    private boolean oneByOne;
  }

  private final int maxConnections;

  // Guarded by this.
  private final Map<Origin, Host> hosts = new HashMap<>();

  Http2Connections(int maxConnections) {
    this.maxConnections = maxConnections;
  }

  synchronized Way way(Origin origin, Exchange exchange) {
    EventLoop loop = exchange.loop();
    Host host = hosts.computeIfAbsent(origin, key -> new Host());
    Http2Session session = take(host, loop);
    if (session != null) {
      return new Way.Stream(session);
    }
    if (host.oneByOne) {
      return new Way.Connect();
    }
    List<Exchange> joined = host.opening.get(loop);
    if (joined == null) {
      host.opening.put(loop, new ArrayList<>());
      return new Way.Connect();
    }
    joined.add(exchange);
    return new Way.Join();
  }

  private @Nullable Http2Session take(Host host, EventLoop loop) {
    // As with HTTP/1.1, another loop's connection is used only when no new one may be opened.
    boolean anyLoop = host.sessions.size() >= maxConnections;
    for (Http2Session session : host.sessions) {
      if ((anyLoop || session.loop() == loop) && session.take()) {
        return session;
      }
    }
    return null;
  }

  /**
   * A new connection speaks HTTP/2.
   *
   * @return those who waited for it
   */
  synchronized List<Exchange> opened(Origin origin, Http2Session session) {
    Host host = hosts.computeIfAbsent(origin, key -> new Host());
    host.oneByOne = false;
    host.sessions.add(session);
    return joined(host, session.loop());
  }

  /**
   * A new connection speaks HTTP/1.1.
   *
   * @return those who waited for it
   */
  synchronized List<Exchange> openedOneByOne(Origin origin, EventLoop loop) {
    Host host = hosts.computeIfAbsent(origin, key -> new Host());
    host.oneByOne = true;
    return joined(host, loop);
  }

  /**
   * A connection could not be opened.
   *
   * @return those who waited for it
   */
  synchronized List<Exchange> notOpened(Origin origin, EventLoop loop) {
    Host host = hosts.get(origin);
    return host == null ? List.of() : joined(host, loop);
  }

  private static List<Exchange> joined(Host host, EventLoop loop) {
    List<Exchange> joined = host.opening.remove(loop);
    return joined == null ? List.of() : joined;
  }

  synchronized void gone(Origin origin, Http2Session session) {
    Host host = hosts.get(origin);
    if (host != null) {
      host.sessions.remove(session);
    }
  }

  /**
   * Ends the connections that nobody has used since a moment.
   *
   * @param needed whether an origin is still in use; what is known of others is forgotten
   */
  synchronized void sweep(long beforeNanos, Predicate<Origin> needed) {
    for (Host host : hosts.values()) {
      for (Http2Session session : host.sessions) {
        if (session.unusedSince(beforeNanos)) {
          session.leave();
        }
      }
    }
    hosts
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().sessions.isEmpty()
                    && entry.getValue().opening.isEmpty()
                    && !needed.test(entry.getKey()));
  }
}
