package io.colophon.provider.testkit;

import java.util.ArrayList;
import java.util.List;

/** Where a {@link Script} hangs until a test lets it go on. Stays open once opened. Thread-safe. */
public final class Gate {
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean open;

  /** Lets every script go on that hangs here, on this thread, and all that come later. */
  public void open() {
    List<Runnable> woken;
    synchronized (this) {
      open = true;
      woken = List.copyOf(waiting);
      waiting.clear();
    }
    woken.forEach(Runnable::run);
  }

  synchronized boolean isOpen() {
    return open;
  }

  synchronized void onOpen(Runnable wake) {
    if (!open) {
      waiting.add(wake);
    }
  }
}
