package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.NamePattern;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks plans, and the plans and credits of tenants. */
final class PlanChecks {
  private final CrossCheck check;
  private final RateChecks rates;

  private PlanChecks(CrossCheck check) {
    this.check = check;
    this.rates = new RateChecks(check, new Reporting(check.bound()));
  }

  static void run(CrossCheck check) {
    PlanChecks checks = new PlanChecks(check);
    check.bound().each(PlanConfig.class, checks::plan);
    check.bound().each(TenantConfig.class, checks::tenant);
    check.bound().each(CreditConfig.class, checks::credit);
  }

  private void plan(String path, PlanConfig plan) {
    rates.money(path + ".fee", plan.fee());
    rates.money(path + ".minimum", plan.minimum());
    Set<String> names = new HashSet<>();
    for (int i = 0; i < plan.free().size(); i++) {
      String at = path + ".free[" + i + "]";
      allowance(at, plan.free().get(i), names);
      plan.free()
          .get(i)
          .overage()
          .ifPresent(
              price -> check.refuse(at + ".overage", "expected none: it stands in allowances"));
    }
    for (int i = 0; i < plan.allowances().size(); i++) {
      allowance(path + ".allowances[" + i + "]", plan.allowances().get(i), names);
    }
    for (int i = 0; i < plan.prices().size(); i++) {
      prices(path + ".prices[" + i + "]", plan.prices().get(i));
    }
    for (int i = 0; i < plan.dedicated().size(); i++) {
      dedicated(path + ".dedicated[" + i + "]", plan.dedicated().get(i), names);
    }
  }

  private void unique(String path, String name, Set<String> names) {
    if (!names.add(name)) {
      check.refuse(
          path, "the plan has another allowance \"" + name + "\", expected a name of its own");
    }
  }

  private void allowance(String path, AllowanceConfig allowance, Set<String> names) {
    unique(path, allowance.displayName(), names);
    quantity(path + ".amount", allowance.unit(), allowance.amount().value());
    allowance
        .rollover()
        .ifPresent(most -> quantity(path + ".rollover", allowance.unit(), most.value()));
    allowance
        .overage()
        .ifPresent(
            price -> {
              if (allowance.unit().isEmpty()) {
                check.refuse(path + ".overage", "expected none without a unit");
              } else {
                rates.price(path + ".overage", allowance.unit().get(), price);
              }
            });
    allowance.unit().ifPresent(unit -> reported(path + ".unit", unit, allowance.models()));
  }

  private void reported(String path, PricedUnit unit, List<NamePattern> models) {
    models.stream()
        .filter(pattern -> !pattern.open())
        .forEach(pattern -> rates.reported(path, unit, pattern.beginning()));
  }

  private void quantity(String path, Optional<PricedUnit> unit, BigDecimal amount) {
    if (unit.isEmpty()) {
      NanoUnits.check(check, path, amount);
      return;
    }
    try {
      unit.get().base(amount.longValueExact());
    } catch (ArithmeticException notWhole) {
      check.refuse(
          path,
          check.shown(path, amount.toPlainString())
              + "expected a whole number of "
              + RateChecks.key(unit.get())
              + " that fits 64 bits");
    }
  }

  private void prices(String path, PlanPriceConfig prices) {
    if (prices.rates().isEmpty()) {
      check.refuse(
          path + ".rates", "required key is missing, expected a price for at least one unit");
    }
    rates.rates(path + ".rates", prices.rates());
    prices
        .rates()
        .keySet()
        .forEach(unit -> reported(path + ".rates." + RateChecks.key(unit), unit, prices.models()));
    rates.bands(path + ".bands", prices.bands(), prices.rates().keySet());
    rates.tokens(path + ".rates", prices.rates().keySet());
    rates.money(path + ".minimum", prices.minimum());
  }

  private void dedicated(String path, DedicatedConfig dedicated, Set<String> names) {
    unique(path, dedicated.displayName(), names);
    if (dedicated.models().isEmpty()) {
      check.refuse(path + ".models", "an empty list: expected at least one model");
    }
    NanoUnits.check(check, path + ".hour-price", dedicated.hourPrice());
    NanoUnits.check(
        check,
        path + ".hours",
        dedicated.hourPrice().multiply(BigDecimal.valueOf(dedicated.hours())));
    if (dedicated.hours() > Long.MAX_VALUE / 3_600_000_000L) {
      check.refuse(
          path + ".hours", "value \"" + dedicated.hours() + "\": expected at most 2562047788");
    }
    dedicated
        .overage()
        .ifPresent(
            price -> {
              rates.price(path + ".overage", PricedUnit.GPU_SECONDS, price);
              if (dedicated.rates().containsKey(PricedUnit.GPU_SECONDS)) {
                check.refuse(
                    path + ".rates.gpu-seconds",
                    "expected none beside overage, which is its price");
              }
            });
    rates.rates(path + ".rates", dedicated.rates());
    rates.tokens(path + ".rates", dedicated.rates().keySet());
    if (dedicated.rates().isEmpty() && dedicated.overage().isEmpty()) {
      check.refuse(
          path, "expected overage or rates: what is used would have no price, 0 if it is free");
    }
  }

  private void tenant(String path, TenantConfig tenant) {
    tenant.plan().ifPresent(name -> check.refuseUnknown(path + ".plan", name, "plans"));
    if (tenant.plan().isPresent() != tenant.planFrom().isPresent()) {
      String missing = tenant.plan().isPresent() ? "plan-from" : "plan";
      check.refuse(
          path + "." + missing,
          "required key is missing, expected "
              + (tenant.plan().isPresent()
                  ? "the first month of the plan, such as 2026-11"
                  : "a name under plans"));
    }
    YearMonth before = null;
    for (int i = 0; i < tenant.earlierPlans().size(); i++) {
      PlanTermConfig term = tenant.earlierPlans().get(i);
      String at = path + ".earlier-plans[" + i + "]";
      check.refuseUnknown(at + ".plan", term.plan(), "plans");
      refuseEarlier(at + ".from", before, term.from().value());
      before = term.from().value();
    }
    if (tenant.planFrom().isPresent()) {
      refuseEarlier(path + ".plan-from", before, tenant.planFrom().get().value());
    }
  }

  private void refuseEarlier(String path, @Nullable YearMonth before, YearMonth month) {
    if (before != null && !before.isBefore(month)) {
      check.refuse(
          path,
          "value \"" + month + "\": expected a month after that of the plan before, " + before);
    }
  }

  private void credit(String path, CreditConfig credit) {
    NanoUnits.check(check, path + ".amount", credit.amount());
    if (credit.expires().isPresent() && !credit.from().isBefore(credit.expires().get())) {
      check.refuse(
          path + ".expires",
          "value \"" + credit.expires().get() + "\": expected a day after from, " + credit.from());
    }
  }
}
