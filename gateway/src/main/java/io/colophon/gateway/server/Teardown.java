package io.colophon.gateway.server;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened, the latest first, each even if another fails. Closing twice is harmless.
 */
final class Teardown implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Teardown.class);

  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      AutoCloseable next = opened.pop();
      try {
        next.close();
      } catch (Exception failure) {
        log.warn("something did not close cleanly", failure);
      }
    }
  }
}
