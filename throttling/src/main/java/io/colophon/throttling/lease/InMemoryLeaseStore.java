package io.colophon.throttling.lease;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * A store in this process, exact and in any time: for several gateways in one process, for
 * simulation, and as the measure for other stores. What it knows is gone with the process.
 * Thread-safe.
 */
public final class InMemoryLeaseStore implements LeaseStore {
  private final LongSupplier nanos;
  private final LongSupplier epochMillis;
  private final Executor executor;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private LeaseBook book = new LeaseBook();

  /**
   * @param nanos elapsed time
   * @param epochMillis wall clock, for calendar days and months
   * @param executor runs answers and listeners; may be a direct one
   */
  public InMemoryLeaseStore(LongSupplier nanos, LongSupplier epochMillis, Executor executor) {
    this.nanos = nanos;
    this.epochMillis = epochMillis;
    this.executor = executor;
  }

  @Override
  public CompletableFuture<RefillAnswer> refill(RefillCall call) {
    LeaseBook.Entry entry;
    synchronized (this) {
      entry = book.refill(call, nanos.getAsLong() / 1000, epochMillis.getAsLong());
    }
    CompletableFuture<RefillAnswer> answer = new CompletableFuture<>();
    executor.execute(
        () -> {
          answer.complete(entry.answer());
          for (Listener listener : listeners) {
            entry.wanted().forEach(listener::wanted);
            entry.room().forEach(listener::room);
          }
        });
    return answer;
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Forgets everything, as a server does that is restarted without its data. */
  public synchronized void lose() {
    book = new LeaseBook();
  }

  /** How many limits it knows. */
  public synchronized int size() {
    return book.size();
  }

  @Override
  public void close() {}
}
