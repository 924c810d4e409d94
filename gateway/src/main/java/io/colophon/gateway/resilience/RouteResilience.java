package io.colophon.gateway.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What bounds the attempts of one route, shared by all of its generations. Targets are told apart
 * by their place in the route, from 0.
 *
 * @param retryBudget how many retries there may be
 * @param mostRetries of one generation; 0 for none
 * @param backoff how long to wait before each
 * @param outliers which targets are left alone
 * @param hedging when a second attempt may be made while the first still runs
 */
public record RouteResilience(
    RetryBudget retryBudget,
    int mostRetries,
    Backoff backoff,
    OutlierEjection outliers,
    Hedging hedging) {

  /**
   * Second attempts.
   *
   * @param enabled false: none are made, and nothing is learnt
   * @param budget how many there may be
   * @param delays of each target, how long to wait before one
   */
  public record Hedging(boolean enabled, HedgeBudget budget, List<HedgeDelay> delays) {
    public Hedging {
      delays = List.copyOf(delays);
    }
  }

  /** Retries as by default, no hedges, and nothing stands out. */
  public static RouteResilience plain(int targets) {
    List<OutlierEjection.Member> members = new ArrayList<>();
    for (int i = 0; i < targets; i++) {
      members.add(new OutlierEjection.Member(new Standing(OutlierSettings.OFF), ""));
    }
    return new RouteResilience(
        new RetryBudget(RetryBudget.Settings.DEFAULTS),
        2,
        Backoff.of(Duration.ofMillis(250), Duration.ofSeconds(8), Duration.ofSeconds(30)),
        new OutlierEjection(members, OutlierEjection.HALF),
        new Hedging(false, new HedgeBudget(HedgeBudget.Settings.DEFAULTS), List.of()));
  }
}
