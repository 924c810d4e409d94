package io.colophon.throttling.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call under way, and which accounts it is about, in the order of its refills. */
final class Flight {
  final RefillCall call;
  final long sentNanos;
  private final List<LeaseAccount> accounts;

  Flight(RefillCall call, List<LeaseAccount> accounts, long sentNanos) {
    this.call = call;
    this.accounts = accounts;
    this.sentNanos = sentNanos;
  }

  /**
   * Tells the accounts what the store said.
   *
   * @param all has those that must ask again
   * @return to be completed: what demands wait for
   */
  List<CompletableFuture<Void>> answered(
      RefillAnswer answer, Accounts all, LeaseSettings settings, long now) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (int i = 0; i < accounts.size(); i++) {
      LeaseAccount account = accounts.get(i);
      if (answer.leases().isEmpty()) {
        add(account.failed(), done);
      } else {
        Lease lease = answer.leases().get(i);
        add(account.answered(call.refills().get(i), lease, sentNanos, settings, now), done);
      }
      add(account.answeredToo(now), done);
      if (account.isDue(settings, now)) {
        all.enqueue(account);
      }
    }
    return done;
  }

  /**
   * Tells the accounts that there is no answer.
   *
   * @return to be completed: what demands wait for
   */
  List<CompletableFuture<Void>> failed() {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    accounts.forEach(account -> add(account.failed(), done));
    return done;
  }

  private static void add(
      @Nullable CompletableFuture<Void> waiting, List<CompletableFuture<Void>> done) {
    if (waiting != null) {
      done.add(waiting);
    }
  }
}
