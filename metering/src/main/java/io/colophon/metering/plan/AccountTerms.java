package io.colophon.metering.plan;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has agreed to.
 *
 * @param plans in the order of their beginnings; empty for the price list alone
 * @param credits in any order
 */
public record AccountTerms(List<Term> plans, List<CreditGrant> credits) {
  /** The price list, nothing else. */
  public static final AccountTerms NONE = new AccountTerms(List.of(), List.of());

  /**
   * A plan from a period on.
   *
   * @param from its first period, UTC
   */
  public record Term(Plan plan, YearMonth from) {}

  public AccountTerms {
    plans = List.copyOf(plans);
    credits = credits.stream().sorted(CreditGrant.ORDER).toList();
    for (int i = 1; i < plans.size(); i++) {
      if (!plans.get(i - 1).from().isBefore(plans.get(i).from())) {
        throw new IllegalArgumentException(
            "plan "
                + plans.get(i).plan().name()
                + " begins in "
                + plans.get(i).from()
                + " and the one before it in "
                + plans.get(i - 1).from()
                + ", expected one at a time");
      }
    }
    Set<String> names = new HashSet<>();
    for (CreditGrant credit : credits) {
      if (!names.add(credit.name())) {
        throw new IllegalArgumentException(
            "two credits " + credit.name() + ", expected one of a name");
      }
    }
  }

  /** The plan of a period; null where none holds yet. */
  @Nullable Plan planOf(YearMonth period) {
    Plan found = null;
    for (Term term : plans) {
      if (!term.from().isAfter(period)) {
        found = term.plan();
      }
    }
    return found;
  }
}
