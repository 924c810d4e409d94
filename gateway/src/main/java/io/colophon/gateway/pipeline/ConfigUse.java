package io.colophon.gateway.pipeline;

/**
 * Counts the generations that work with a configuration, so that what it holds is let go when it is
 * out of force and the last of them has ended. Thread-safe.
 */
public final class ConfigUse {
  private final Runnable whenUnused;
  private int users;
  private boolean retired;

  /**
   * @param whenUnused lets go of what the configuration holds; called once
   */
  public ConfigUse(Runnable whenUnused) {
    this.whenUnused = whenUnused;
  }

  /** Takes part; false if it is out of force already. */
  public synchronized boolean tryAcquire() {
    if (retired) {
      return false;
    }
    users++;
    return true;
  }

  /** Ends one {@link #tryAcquire()}. */
  public void release() {
    if (leave()) {
      whenUnused.run();
    }
  }

  /** Takes it out of force. */
  public void retire() {
    boolean unused;
    synchronized (this) {
      unused = !retired && users == 0;
      retired = true;
    }
    if (unused) {
      whenUnused.run();
    }
  }

  private synchronized boolean leave() {
    users--;
    return retired && users == 0;
  }
}
