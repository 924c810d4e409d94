package io.colophon.provider.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one origin: a bounded number, the unused ones kept for the next request, and a
 * bounded queue of those who wait. Netty's own pools know no event loop; here an unused connection
 * on the asker's own loop comes first, so that an answer is relayed without a change of thread. A
 * stream of HTTP/2 takes a place as a connection does, and is never given back for the next.
 * Thread-safe.
 */
final class HostConnections {

  /** What an asker is told. */
  sealed interface Grant {
    /** Here is one. */
    record Reuse(Channel channel) implements Grant {}

    /** Open a new one; its place is taken. */
    record Open() implements Grant {}

    /** Wait: {@link Waiter#granted} will be called. */
    record Wait() implements Grant {}

    /** As many wait already as may. */
    record Full() implements Grant {}

    /** It was retired meanwhile: ask its successor. */
    record Retired() implements Grant {}
  }

  /** Someone who waits for a connection. */
  interface Waiter {
    /** A {@link Grant.Reuse} or a {@link Grant.Open}; called without a lock, on any thread. */
    void granted(Grant grant);
  }

  private record Unused(Channel channel, long sinceNanos) {}

  private final int maxConnections;
  private final int maxWaiting;

  // Guarded by this.
  private final ArrayDeque<Unused> unused = new ArrayDeque<>();
  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
  private int open;
  private boolean retired;

  HostConnections(int maxConnections, int maxWaiting) {
    this.maxConnections = maxConnections;
    this.maxWaiting = maxWaiting;
  }

  synchronized Grant acquire(EventLoop loop, Waiter waiter) {
    if (retired) {
      return new Grant.Retired();
    }
    Channel reusable = takeUnused(loop);
    if (reusable != null) {
      return new Grant.Reuse(reusable);
    }
    if (open < maxConnections) {
      open++;
      return new Grant.Open();
    }
    if (waiting.size() >= maxWaiting) {
      return new Grant.Full();
    }
    waiting.add(waiter);
    return new Grant.Wait();
  }

  private @Nullable Channel takeUnused(EventLoop loop) {
    for (Iterator<Unused> all = unused.descendingIterator(); all.hasNext(); ) {
      Unused next = all.next();
      if (next.channel.eventLoop() == loop) {
        all.remove();
        if (next.channel.isActive()) {
          return next.channel;
        }
      }
    }
    // Another loop's connection costs less than a new one only when no new one may be opened.
    while (open >= maxConnections && !unused.isEmpty()) {
      Unused next = unused.removeLast();
      if (next.channel.isActive()) {
        return next.channel;
      }
    }
    return null;
  }

  /** Gives back a connection that can be used again. */
  void release(Channel channel, long nowNanos) {
    Waiter next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        unused.addLast(new Unused(channel, nowNanos));
      }
    }
    if (next != null) {
      next.granted(new Grant.Reuse(channel));
    }
  }

  /** A connection is gone, or could not be opened. */
  void gone(@Nullable Channel channel) {
    Waiter next;
    synchronized (this) {
      unused.removeIf(idle -> idle.channel == channel);
      next = waiting.poll();
      if (next == null) {
        open--;
      }
    }
    if (next != null) {
      next.granted(new Grant.Open());
    }
  }

  /** Waits no longer; harmless when it does not wait. */
  synchronized void forget(Waiter waiter) {
    waiting.remove(waiter);
  }

  /** Takes out connections that nobody has used since a moment. */
  synchronized List<Channel> unusedSince(long nanos) {
    List<Channel> old = new ArrayList<>();
    while (!unused.isEmpty() && unused.peekFirst().sinceNanos - nanos < 0) {
      old.add(unused.removeFirst().channel);
    }
    return old;
  }

  /** Lets nobody in any more, if nobody is in; whether so. */
  synchronized boolean retire() {
    retired = open == 0 && waiting.isEmpty();
    return retired;
  }

  synchronized int open() {
    return open;
  }
}
