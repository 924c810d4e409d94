package io.colophon.gateway.assembly;

import io.colophon.gateway.config.AllowanceConfig;
import io.colophon.gateway.config.CreditConfig;
import io.colophon.gateway.config.DedicatedConfig;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.NanoUnits;
import io.colophon.gateway.config.PlanConfig;
import io.colophon.gateway.config.PlanPriceConfig;
import io.colophon.gateway.config.PlanTermConfig;
import io.colophon.gateway.config.PricedUnit;
import io.colophon.gateway.config.TenantConfig;
import io.colophon.gateway.config.unit.Count;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.metering.plan.AccountTerms;
import io.colophon.metering.plan.Allowance;
import io.colophon.metering.plan.CreditGrant;
import io.colophon.metering.plan.Fee;
import io.colophon.metering.plan.Models;
import io.colophon.metering.plan.Plan;
import io.colophon.metering.plan.PlanTariff;
import io.colophon.metering.plan.Source;
import io.colophon.metering.price.Bands;
import io.colophon.metering.price.PriceItem;
import io.colophon.metering.price.Tariff;
import io.colophon.metering.price.UnitPrice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns configured plans and credits into what billing goes by. */
public final class PlanTable {
  private static final long MICROS_PER_HOUR = 3_600_000_000L;
  private static final String FEE = "subscription";

  private PlanTable() {}

  /** The terms of every tenant that has any, of a configuration that was checked. */
  public static Map<String, AccountTerms> terms(GatewayConfig config) {
    Map<String, Plan> plans = new LinkedHashMap<>();
    config.plans().forEach((name, plan) -> plans.put(name, plan(name, plan)));
    Map<String, AccountTerms> terms = new HashMap<>();
    config
        .tenants()
        .forEach(
            (name, tenant) -> {
              if (tenant.plan().isPresent() || !tenant.credits().isEmpty()) {
                terms.put(name, terms(tenant, plans));
              }
            });
    return terms;
  }

  private static AccountTerms terms(TenantConfig tenant, Map<String, Plan> plans) {
    List<AccountTerms.Term> ofTenant = new ArrayList<>();
    for (PlanTermConfig term : tenant.earlierPlans()) {
      ofTenant.add(new AccountTerms.Term(named(plans, term.plan()), term.from().value()));
    }
    if (tenant.plan().isPresent() && tenant.planFrom().isPresent()) {
      ofTenant.add(
          new AccountTerms.Term(
              named(plans, tenant.plan().get()), tenant.planFrom().get().value()));
    }
    List<CreditGrant> credits = new ArrayList<>();
    tenant.credits().forEach((name, credit) -> credits.add(credit(name, credit)));
    return new AccountTerms(ofTenant, credits);
  }

  private static Plan named(Map<String, Plan> plans, String name) {
    Plan plan = plans.get(name);
    if (plan == null) {
      throw new IllegalArgumentException("no plan " + name + ", expected a name under plans");
    }
    return plan;
  }

  private static CreditGrant credit(String name, CreditConfig credit) {
    return new CreditGrant(
        name,
        credit.currency().getCurrencyCode(),
        NanoUnits.of(credit.amount()),
        credit.priority(),
        PriceTable.start(credit.from()),
        credit.expires().map(PriceTable::start).orElse(null));
  }

  private static Plan plan(String name, PlanConfig config) {
    String currency = config.currency().getCurrencyCode();
    List<Fee> fees = new ArrayList<>();
    config.fee().ifPresent(fee -> fees.add(new Fee(FEE, 1, NanoUnits.of(fee))));
    List<PlanTariff> tariffs = new ArrayList<>();
    List<Allowance> allowances = new ArrayList<>();
    config.free().forEach(free -> allowances.add(allowance(Source.FREE, free)));
    for (DedicatedConfig dedicated : config.dedicated()) {
      fees.add(
          new Fee(dedicated.displayName(), dedicated.hours(), NanoUnits.of(dedicated.hourPrice())));
      tariffs.add(tariff(name, currency, dedicated));
      if (dedicated.overage().isPresent()) {
        allowances.add(reserved(dedicated));
      }
    }
    config.allowances().forEach(each -> allowances.add(allowance(Source.ALLOWANCE, each)));
    config.prices().forEach(prices -> tariffs.add(tariff(name, currency, prices)));
    return new Plan(
        name, currency, fees, tariffs, allowances, config.minimum().map(NanoUnits::of).orElse(0L));
  }

  private static Allowance allowance(Source source, AllowanceConfig config) {
    return new Allowance(
        source,
        config.displayName(),
        models(config.models()),
        config.unit().map(PricedUnit::item).orElse(null),
        quantity(config, config.amount()),
        config.rollover().map(most -> quantity(config, most)).orElse(0L),
        config.overage().isPresent() && config.unit().isPresent()
            ? PriceTable.bands(config.unit().get(), config.overage().get(), List.of())
            : null);
  }

  private static long quantity(AllowanceConfig config, Count count) {
    return config.unit().isPresent()
        ? config.unit().get().base(count.toLong())
        : NanoUnits.of(count.value());
  }

  private static Allowance reserved(DedicatedConfig dedicated) {
    return new Allowance(
        Source.RESERVED,
        dedicated.displayName(),
        models(dedicated.models()),
        PriceItem.GPU_SECONDS,
        Math.multiplyExact(dedicated.hours(), MICROS_PER_HOUR),
        0,
        null);
  }

  private static PlanTariff tariff(String plan, String currency, DedicatedConfig dedicated) {
    List<UnitPrice> prices = new ArrayList<>();
    dedicated
        .overage()
        .ifPresent(
            price ->
                prices.add(
                    new UnitPrice(
                        PriceItem.GPU_SECONDS,
                        NanoUnits.of(price.amount()),
                        PricedUnit.GPU_SECONDS.per(price))));
    dedicated.rates().forEach((unit, rate) -> prices.add(price(unit, rate)));
    return new PlanTariff(
        models(dedicated.models()),
        new Tariff("plan " + plan, currency, plan, Instant.EPOCH, null, prices),
        Map.of());
  }

  private static PlanTariff tariff(String plan, String currency, PlanPriceConfig config) {
    List<UnitPrice> prices = new ArrayList<>();
    Map<PriceItem, Bands> byPeriod = new HashMap<>();
    config
        .rates()
        .forEach(
            (unit, rate) -> {
              prices.add(price(unit, rate));
              Bands bands = PriceTable.bands(unit, rate, config.bands());
              if (!bands.isFlat()) {
                byPeriod.put(unit.item(), bands);
              }
            });
    return new PlanTariff(
        models(config.models()),
        new Tariff(
            "plan " + plan,
            currency,
            plan,
            Instant.EPOCH,
            null,
            prices,
            config.minimum().map(NanoUnits::of).orElse(0L)),
        byPeriod);
  }

  private static UnitPrice price(PricedUnit unit, io.colophon.gateway.config.unit.UnitPrice rate) {
    return new UnitPrice(unit.item(), NanoUnits.of(rate.amount()), unit.per(rate));
  }

  private static Models models(List<NamePattern> patterns) {
    return new Models(patterns.stream().map(NamePattern::toString).toList());
  }
}
