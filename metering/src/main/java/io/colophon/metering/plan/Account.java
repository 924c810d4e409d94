package io.colophon.metering.plan;

import io.colophon.metering.price.Bands;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceItem;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's state of billing: its plan, what is left of allowances and credits, how much of each
 * item it has used in the period. Periods only go forward. Not thread-safe.
 */
final class Account {
  /** How much of each item a whole period uses, for prices by volume. */
  interface Volumes {
    /** Base units, 0 or more. */
    long of(YearMonth period, PriceItem item);
  }

  private final String tenant;
  private final AccountTerms terms;
  private final Volumes volumes;
  private final List<Purse> purses;
  private final Map<PriceItem, Long> used = new HashMap<>();
  private YearMonth period;
  private @Nullable Plan plan;
  private List<Pool> pools = List.of();
  private Waterfall waterfall;
  private BigInteger billed = BigInteger.ZERO;

  Account(String tenant, AccountTerms terms, Volumes volumes, YearMonth first) {
    this.tenant = tenant;
    this.terms = terms;
    this.volumes = volumes;
    this.purses = terms.credits().stream().map(Purse::new).toList();
    this.period = first;
    this.waterfall = new Waterfall(pools, purses, "");
    begin(first);
  }

  private void begin(YearMonth next) {
    Plan before = plan;
    period = next;
    plan = terms.planOf(next);
    billed = BigInteger.ZERO;
    used.clear();
    if (plan != null && plan.equals(before)) {
      pools.forEach(Pool::nextPeriod);
    } else {
      pools = plan == null ? List.of() : plan.allowances().stream().map(Pool::new).toList();
      waterfall = new Waterfall(pools, purses, plan == null ? "" : plan.currency());
    }
  }

  YearMonth period() {
    return period;
  }

  @Nullable Plan plan() {
    return plan;
  }

  /** Closes periods until {@code next} is the present one; earlier ones stay closed. */
  void moveTo(YearMonth next, Consumer<PeriodSummary> closed) {
    while (period.isBefore(next)) {
      closed.accept(summary());
      begin(period.plusMonths(1));
    }
  }

  /** How the present period stands. */
  PeriodSummary summary() {
    Plan now = plan == null ? Plan.payAsYouGo("") : plan;
    BigInteger charged = billed;
    for (Fee fee : now.fees()) {
      charged = charged.add(BigInteger.valueOf(fee.nanos()));
    }
    return new PeriodSummary(
        tenant,
        period,
        now.name(),
        now.currency(),
        now.fees(),
        billed,
        BigInteger.valueOf(now.minimumNanos()).subtract(charged).max(BigInteger.ZERO),
        pools.stream().map(pool -> allowance(pool.state())).toList(),
        purses.stream().map(purse -> credit(purse.state())).toList());
  }

  private static PeriodSummary.AllowanceState allowance(Pool.State state) {
    Allowance terms = state.allowance();
    return new PeriodSummary.AllowanceState(
        terms.source(),
        terms.name(),
        terms.item(),
        terms.quantity(),
        state.rolledOver(),
        state.used(),
        state.left());
  }

  private static PeriodSummary.CreditState credit(Purse.State state) {
    CreditGrant grant = state.grant();
    return new PeriodSummary.CreditState(
        grant.name(), grant.currency(), state.left(), grant.expires());
  }

  /**
   * Charges for lines of use in the present period.
   *
   * @param tariff the plan's own prices they are made by; null for the price list's
   * @throws ArithmeticException if an amount does not fit a long
   */
  List<Charge> charge(
      List<Cost.Line> lines, @Nullable PlanTariff tariff, Waterfall.Context context) {
    List<Charge> charges = new ArrayList<>(lines.size());
    for (Cost.Line line : lines) {
      PriceItem item = PriceItem.find(line.item()).orElse(null);
      Bands bands = tariff == null || item == null ? null : tariff.byPeriod().get(item);
      if (bands == null || item == null) {
        charges.add(
            waterfall.cover(
                new Waterfall.Amount(
                    line.item(), line.quantity(), line.pricedNanos(), line.per(), line.nanos()),
                context));
        continue;
      }
      long before = used.merge(item, line.quantity(), Math::addExact) - line.quantity();
      long whole = Math.max(volumes.of(period, item), before + line.quantity());
      for (Bands.Piece piece : bands.price(before, line.quantity(), whole)) {
        if (piece.nanos() < 0) {
          throw new ArithmeticException("the amount of " + line.item() + " exceeds a long");
        }
        charges.add(
            waterfall.cover(
                new Waterfall.Amount(
                    line.item(),
                    piece.quantity(),
                    piece.band().nanos(),
                    piece.band().per(),
                    piece.nanos()),
                context));
      }
    }
    return charges;
  }

  /** What gives back charges that were booked in the present period or in an earlier one. */
  GiveBack giveBack(boolean ofThisPeriod, Instant at) {
    return new GiveBack(pools, purses, ofThisPeriod, at);
  }

  /** Counts what was billed towards the plan's minimum. */
  void count(List<Charge> charges, String currency) {
    if (plan != null && plan.currency().equals(currency)) {
      for (Charge charge : charges) {
        billed = billed.add(BigInteger.valueOf(charge.nanosFrom(Source.BILLED)));
      }
    }
  }
}
