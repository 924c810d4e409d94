package io.colophon.benchmarks.simulation.replicas;

import io.colophon.throttling.lease.LeaseStore;
import io.colophon.throttling.lease.RefillAnswer;
import io.colophon.throttling.lease.RefillCall;
import java.util.concurrent.CompletableFuture;

/** A store at the other end of a link. What gets lost is never answered. */
final class FarStore implements LeaseStore {
  private final LeaseStore store;
  private final Link link;

  FarStore(LeaseStore store, Link link) {
    this.store = store;
    this.link = link;
  }

  @Override
  public CompletableFuture<RefillAnswer> refill(RefillCall call) {
    CompletableFuture<RefillAnswer> answer = new CompletableFuture<>();
    link.call(
        () -> {
          CompletableFuture<Void> told =
              store.refill(call).thenAccept(value -> link.pass(() -> answer.complete(value)));
          if (told.isCompletedExceptionally()) {
            throw new IllegalStateException("a store in memory failed: " + told);
          }
        });
    return answer;
  }

  @Override
  public void listen(Listener listener) {
    store.listen(
        new Listener() {
          @Override
          public void wanted(String key) {
            link.pass(() -> listener.wanted(key));
          }

          @Override
          public void room(String key) {
            link.pass(() -> listener.room(key));
          }
        });
  }

  @Override
  public void close() {}
}
