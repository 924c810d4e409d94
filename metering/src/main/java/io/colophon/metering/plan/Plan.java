package io.colophon.metering.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a tenant pays. Without any of these parts a tenant pays for what it uses by the price list.
 *
 * @param name for invoices
 * @param currency ISO 4217 code; what is priced in another one is billed as it stands
 * @param fees of each period
 * @param tariffs own prices; of several that match a model the first is taken
 * @param allowances drawn on by source, and in this order within one source
 * @param minimumNanos least that a period costs: fees and what is billed for use, without
 *     corrections of earlier periods; 0 for none
 */
public record Plan(
    String name,
    String currency,
    List<Fee> fees,
    List<PlanTariff> tariffs,
    List<Allowance> allowances,
    long minimumNanos) {

  public Plan {
    fees = List.copyOf(fees);
    tariffs = List.copyOf(tariffs);
    allowances = allowances.stream().sorted((a, b) -> a.source().compareTo(b.source())).toList();
    if (minimumNanos < 0) {
      throw new IllegalArgumentException(
          "plan " + name + " has a minimum of " + minimumNanos + ", expected 0 or more");
    }
    Set<String> names = new HashSet<>();
    for (Allowance allowance : allowances) {
      if (!names.add(allowance.name())) {
        throw new IllegalArgumentException(
            "plan " + name + " has two allowances " + allowance.name() + ", expected one");
      }
    }
  }

  /** Use is paid for by the price list. */
  public static Plan payAsYouGo(String currency) {
    return new Plan("", currency, List.of(), List.of(), List.of(), 0);
  }
}
