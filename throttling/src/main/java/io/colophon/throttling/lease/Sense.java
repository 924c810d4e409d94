package io.colophon.throttling.lease;

import io.colophon.throttling.LimitRule;
import org.jspecify.annotations.Nullable;

/** Whether an answer can be true at all. */
final class Sense {
  // Debts may pass the largest amount, but not by this.
  private static final long MOST = LimitRule.MOST_AMOUNT * 4 - 1;

  private Sense() {}

  /** What is wrong with it; null when nothing is. */
  static @Nullable String of(RefillCall call, RefillAnswer answer) {
    if (answer.epoch() < 1 || answer.place() < -1 || answer.place() >= call.nodes()) {
      return "epoch " + answer.epoch() + ", place " + answer.place();
    }
    int leases = answer.leases().size();
    boolean done = answer.epoch() == call.epoch() || (call.epoch() == 0 && call.ready());
    if (leases != call.refills().size() && (done || leases != 0)) {
      return leases + " answers to " + call.refills().size() + " questions";
    }
    for (int i = 0; i < leases; i++) {
      String wrong = of(call.refills().get(i), answer.leases().get(i));
      if (wrong != null) {
        return call.refills().get(i).key().id() + ": " + wrong;
      }
    }
    return null;
  }

  private static @Nullable String of(Refill asked, Lease lease) {
    boolean amounts =
        isAmount(lease.granted())
            && isAmount(lease.used())
            && isAmount(lease.leased())
            && isAmount(lease.own());
    if (!amounts || lease.waitMicros() < -1 || lease.window() < 0) {
      return lease.toString();
    }
    if (lease.outcome() != Lease.Outcome.HELD) {
      return null;
    }
    long least = Math.max(asked.known(), asked.spent());
    long most = asked.spent() + asked.returned() + Math.max(asked.claim(), 0);
    if (lease.session() != asked.session() || lease.granted() < least) {
      return lease.toString();
    }
    // More than the whole limit cannot have been granted beyond what came back.
    boolean tooMuch =
        lease.granted() - most > Math.max(asked.terms().capacity(), asked.known() - most);
    return tooMuch ? lease.toString() : null;
  }

  private static boolean isAmount(long value) {
    return value >= 0 && value <= MOST;
  }
}
