package io.colophon.throttling.lease;

import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Wide;
import org.jspecify.annotations.Nullable;

/**
 * How a limit is divided. A rate, and slots, with safe capacity: one part that is leased, and one
 * for each gateway that is set aside. Each part is a limit by itself and their sums are the
 * limit's, so that they can be used at the same time and never pass it together. A budget is leased
 * as a whole.
 *
 * @param pool the part that the store leases
 * @param own the part of each gateway; null where nothing is set aside
 * @param reserve of a budget, what a gateway keeps in its lease for the time without the store; 0
 *     where it keeps nothing
 * @param aside what the store holds back for the reserves of gateways that it has not heard of; 0
 *     where there are no reserves
 */
record Split(LimitTerms pool, @Nullable LimitTerms own, long reserve, long aside) {

  static Split of(LimitRule rule, WhenAway whenAway, LeaseSettings settings) {
    LimitTerms whole = new LimitTerms(rule.per(), rule.capacity(), rule.amount());
    if (whenAway == WhenAway.REFUSE) {
      return new Split(whole, null, 0, 0);
    }
    long capacity = part(rule.capacity(), settings);
    long amount = part(rule.amount(), settings);
    if (whole.isCalendar()) {
      return new Split(whole, null, capacity, capacity * settings.nodes());
    }
    if (capacity < 1 || amount < 1) {
      return new Split(whole, null, 0, 0);
    }
    return new Split(
        new LimitTerms(
            rule.per(),
            rule.capacity() - capacity * settings.nodes(),
            rule.amount() - amount * settings.nodes()),
        new LimitTerms(rule.per(), capacity, amount),
        0,
        0);
  }

  private static long part(long whole, LeaseSettings settings) {
    long permille = Math.round(settings.safeShare() * 1000);
    return Wide.quotient(whole, permille, 0, 1000L * settings.nodes());
  }
}
