package io.colophon.throttling.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** The way between one gateway and the store: takes time, loses calls or answers, is cut. */
final class Link implements LeaseStore {
  private final LeaseStore store;
  private final VirtualTime time;
  private final RandomGenerator random;
  private final double loss;
  private final List<Listener> listeners = new ArrayList<>();
  boolean cut;
  // As cut, but what was sent meanwhile never arrives.
  boolean silent;
  boolean dead;
  long calls;

  Link(LeaseStore store, VirtualTime time, RandomGenerator random, double loss) {
    this.store = store;
    this.time = time;
    this.random = random;
    this.loss = loss;
    store.listen(
        new Listener() {
          @Override
          public void wanted(String key) {
            later(() -> listeners.forEach(l -> l.wanted(key)));
          }

          @Override
          public void room(String key) {
            later(() -> listeners.forEach(l -> l.room(key)));
          }
        });
  }

  private void later(Runnable action) {
    if (!cut && !silent && !dead && random.nextDouble() >= loss) {
      time.after(
          delay(),
          () -> {
            if (!cut && !dead) {
              action.run();
            }
          });
    }
  }

  private long delay() {
    return 100_000 + random.nextLong(900_000);
  }

  @Override
  public CompletableFuture<RefillAnswer> refill(RefillCall call) {
    calls++;
    CompletableFuture<RefillAnswer> answer = new CompletableFuture<>();
    if (silent) {
      return answer;
    }
    // A call that is lost on its way may still arrive, long after.
    boolean late = cut || random.nextDouble() < loss;
    long delay = late ? random.nextLong(200_000_000_000L) : delay();
    if (late && random.nextBoolean()) {
      return answer;
    }
    time.after(
        delay,
        () ->
            store
                .refill(call)
                .thenAccept(
                    value -> {
                      if (!late) {
                        later(() -> answer.complete(value));
                      } else if (random.nextBoolean()) {
                        time.after(
                            delay(),
                            () -> {
                              if (!dead) {
                                answer.complete(value);
                              }
                            });
                      }
                    }));
    return answer;
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    dead = true;
  }
}
