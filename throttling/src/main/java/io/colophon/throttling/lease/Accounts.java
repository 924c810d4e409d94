package io.colophon.throttling.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The limits that this gateway has to do with, and those that the store is to be asked about. */
final class Accounts {
  private final ConcurrentHashMap<LimitKey, LeaseAccount> byKey = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, LeaseAccount> byId = new ConcurrentHashMap<>();
  // Each account is in it once at most.
  private final ConcurrentLinkedQueue<LeaseAccount> queue = new ConcurrentLinkedQueue<>();

  /**
   * @param session of a new account: its sessions have larger numbers
   */
  LeaseAccount of(LimitKey key, Split split, long session) {
    return byKey.compute(
        key,
        (any, found) -> {
          if (found != null && !found.isForgotten()) {
            found.terms(split);
            return found;
          }
          LeaseAccount fresh = new LeaseAccount(key, split, session);
          byId.put(key.id(), fresh);
          return fresh;
        });
  }

  @Nullable LeaseAccount find(String id) {
    return byId.get(id);
  }

  boolean forget(LeaseAccount account) {
    if (!account.forget()) {
      return false;
    }
    byKey.remove(account.key, account);
    byId.remove(account.key.id(), account);
    return true;
  }

  Collection<LeaseAccount> all() {
    return byKey.values();
  }

  int size() {
    return byKey.size();
  }

  boolean haveSeeds() {
    return byKey.values().stream().anyMatch(LeaseAccount::seeds);
  }

  /** The store is to be asked about it. */
  void enqueue(LeaseAccount account) {
    if (account.queued.compareAndSet(false, true)) {
      queue.add(account);
    }
  }

  void enqueueAll() {
    byKey.values().forEach(this::enqueue);
  }

  /** The next one to ask about; null when there is none. */
  @Nullable LeaseAccount poll() {
    LeaseAccount account = queue.poll();
    if (account != null) {
      account.queued.set(false);
    }
    return account;
  }

  /** Nobody waits for those in the queue any more; what is to be completed. */
  List<CompletableFuture<Void>> giveUp() {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (LeaseAccount account : queue) {
      CompletableFuture<Void> waiting = account.giveUp();
      if (waiting != null) {
        done.add(waiting);
      }
    }
    return done;
  }

  boolean isQueueEmpty() {
    return queue.isEmpty();
  }
}
