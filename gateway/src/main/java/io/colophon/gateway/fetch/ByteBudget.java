package io.colophon.gateway.fetch;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes all the files of one request may still have. Thread-safe. */
final class ByteBudget {
  private final AtomicLong left;

  ByteBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** Takes bytes; false if they are too many. */
  boolean take(int bytes) {
    return left.addAndGet(-bytes) >= 0;
  }
}
