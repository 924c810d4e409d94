package io.colophon.metering.plan;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Books entries on the accounts of their tenants. Not thread-safe. */
final class Bookkeeper {
  private final Map<String, AccountTerms> terms;
  private final Forecast forecast;
  private final Billing.Sink sink;
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Map<String, Held> held = new HashMap<>();

  Bookkeeper(Map<String, AccountTerms> terms, Forecast forecast, Billing.Sink sink) {
    this.terms = terms;
    this.forecast = forecast;
    this.sink = sink;
  }

  void take(YearMonth period, LedgerEntry entry) {
    if (entry instanceof SettledEntry settled) {
      settle(account(settled, period), settled);
    } else if (entry instanceof CorrectionEntry correction) {
      correct(account(correction.corrected(), period), correction);
    }
  }

  /** Closes every account's last period, those of tenants without entries as well. */
  void finish(Predicate<String> tenants, YearMonth through) {
    terms.forEach(
        (tenant, agreed) -> {
          boolean begun =
              !agreed.plans().isEmpty() && !agreed.plans().get(0).from().isAfter(through);
          if (begun && tenants.test(tenant)) {
            accounts.computeIfAbsent(tenant, t -> open(t, agreed.plans().get(0).from()));
          }
        });
    accounts.forEach(
        (tenant, account) -> {
          if (terms.containsKey(tenant)) {
            account.moveTo(through, sink::closed);
          }
          sink.closed(account.summary());
        });
  }

  private Account account(SettledEntry entry, YearMonth period) {
    String tenant = entry.opened().tenant();
    Account account = accounts.computeIfAbsent(tenant, t -> open(t, first(t, period)));
    account.moveTo(period, sink::closed);
    return account;
  }

  /** Fees and rollover begin with the plan, even if nothing was used yet. */
  private YearMonth first(String tenant, YearMonth ofEntry) {
    AccountTerms agreed = terms.getOrDefault(tenant, AccountTerms.NONE);
    if (agreed.plans().isEmpty()) {
      return ofEntry;
    }
    YearMonth begin = agreed.plans().get(0).from();
    return begin.isBefore(ofEntry) ? begin : ofEntry;
  }

  private Account open(String tenant, YearMonth first) {
    return new Account(
        tenant, terms.getOrDefault(tenant, AccountTerms.NONE), forecast.volumesOf(tenant), first);
  }

  private void settle(Account account, SettledEntry entry) {
    Booking booking = booking(account, entry, cost(account, entry));
    account.count(booking.charges(), booking.currency());
    if (forecast.isCorrected(entry)) {
      Held kept = new Held(account.period());
      kept.add(booking.currency(), booking.charges());
      held.put(Forecast.key(entry), kept);
    }
    sink.booked(booking);
  }

  private static Booking booking(Account account, SettledEntry entry, Cost cost) {
    if (cost instanceof Cost.Priced priced) {
      try {
        return new Booking(
            account.period(),
            entry,
            null,
            priced.currency(),
            priced.version(),
            account.charge(
                priced.lines(),
                tariff(account, entry),
                context(entry, priced.currency(), entry.opened().time())),
            null);
      } catch (ArithmeticException overflow) {
        return unpriced(account, entry, "the amount exceeds " + Long.MAX_VALUE + " nano-units");
      }
    }
    return unpriced(account, entry, ((Cost.Unpriced) cost).reason());
  }

  private static Booking unpriced(Account account, SettledEntry entry, String reason) {
    return new Booking(account.period(), entry, null, "", "", List.of(), reason);
  }

  private void correct(Account account, CorrectionEntry correction) {
    SettledEntry entry = correction.corrected();
    Held kept = held.computeIfAbsent(Forecast.key(entry), k -> new Held(account.period()));
    boolean ofEarlierPeriod = kept.booked().isBefore(account.period());
    Booking.Correction about =
        new Booking.Correction(correction.revision(), correction.reason(), ofEarlierPeriod);
    Cost cost = cost(account, entry);
    Map<String, Cost.Line> lines =
        cost instanceof Cost.Priced priced ? Held.byItem(priced.lines()) : Map.of();
    String currency = cost instanceof Cost.Priced priced ? priced.currency() : kept.currency();
    if (!kept.items().isEmpty() && !currency.equals(kept.currency())) {
      book(
          account,
          correction,
          about,
          kept.currency(),
          corrector(account, kept, entry, kept.currency(), correction.time()).takeBackAll(),
          cost);
      kept.items().clear();
    }
    book(
        account,
        correction,
        about,
        currency,
        corrector(account, kept, entry, currency, correction.time()).book(lines),
        cost);
  }

  private Corrector corrector(
      Account account, Held kept, SettledEntry entry, String currency, Instant at) {
    return new Corrector(account, kept, tariff(account, entry), context(entry, currency, at));
  }

  private void book(
      Account account,
      CorrectionEntry correction,
      Booking.Correction about,
      String currency,
      List<Charge> charges,
      Cost cost) {
    if (!about.ofEarlierPeriod()) {
      account.count(charges, currency);
    }
    sink.booked(
        new Booking(
            account.period(),
            correction.corrected(),
            about,
            currency,
            cost instanceof Cost.Priced priced ? priced.version() : "",
            charges,
            cost instanceof Cost.Unpriced unpriced ? unpriced.reason() : null));
  }

  /** By the plan where it has a price of its own, else as the price list had it at that time. */
  private static Cost cost(Account account, SettledEntry entry) {
    PlanTariff tariff = tariff(account, entry);
    return tariff == null ? entry.reading().cost() : PlanRating.rate(tariff, entry);
  }

  private static @Nullable PlanTariff tariff(Account account, SettledEntry entry) {
    Plan plan = account.plan();
    return plan == null ? null : PlanRating.tariff(plan, entry);
  }

  private static Waterfall.Context context(SettledEntry entry, String currency, Instant at) {
    return new Waterfall.Context(PlanRating.target(entry), PlanRating.model(entry), currency, at);
  }
}
