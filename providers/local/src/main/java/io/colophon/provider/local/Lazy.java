package io.colophon.provider.local;

import io.colophon.provider.local.work.Work;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An engine that is loaded when it is first needed. A load that fails is tried again by the next
 * job. Thread-safe.
 */
final class Lazy<T> {

  /** How to load. */
  @FunctionalInterface
  interface Loader<T> {
    T load() throws IOException;
  }

  private final ReentrantLock loading = new ReentrantLock();
  private final Loader<T> loader;
  private volatile @Nullable T loaded;

  Lazy(Loader<T> loader) {
    this.loader = loader;
  }

  /** The engine; waits while another thread loads it, as long as the work is wanted. */
  T get(Work work) throws IOException {
    T known = loaded;
    if (known != null) {
      return known;
    }
    lock(work);
    try {
      known = loaded;
      if (known == null) {
        known = loader.load();
        loaded = known;
      }
      return known;
    } finally {
      loading.unlock();
    }
  }

  boolean isLoaded() {
    return loaded != null;
  }

  private void lock(Work work) {
    try {
      while (!loading.tryLock(10, TimeUnit.MILLISECONDS)) {
        work.checkpoint();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
