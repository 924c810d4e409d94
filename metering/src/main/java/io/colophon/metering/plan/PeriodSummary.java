package io.colophon.metering.plan;

import io.colophon.metering.price.PriceItem;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a period as a whole. For a period that has not ended it is how things stand.
 *
 * @param tenant whose
 * @param period UTC
 * @param plan its name; empty for the price list alone
 * @param currency of the plan
 * @param fees of the plan
 * @param billedNanos billed for use in the plan's currency, without corrections of earlier periods
 * @param minimumNanos what is added to reach the plan's minimum; 0 when it is reached
 * @param allowances how they stand at the end
 * @param credits how they stand at the end
 */
public record PeriodSummary(
    String tenant,
    YearMonth period,
    String plan,
    String currency,
    List<Fee> fees,
    BigInteger billedNanos,
    BigInteger minimumNanos,
    List<AllowanceState> allowances,
    List<CreditState> credits) {
  public PeriodSummary {
    fees = List.copyOf(fees);
    allowances = List.copyOf(allowances);
    credits = List.copyOf(credits);
  }

  /**
   * An allowance at the end of a period.
   *
   * @param item what it covers; null for money in nano-units
   * @param granted with the period
   * @param rolledOver from the period before
   * @param used in the period
   * @param left of which some may roll over
   */
  public record AllowanceState(
      Source source,
      String name,
      @Nullable PriceItem item,
      long granted,
      long rolledOver,
      long used,
      long left) {}

  /**
   * A grant of credits at the end of a period.
   *
   * @param leftNanos not drawn down
   * @param expires when what is left is lost; null for never
   */
  public record CreditState(
      String name, String currency, long leftNanos, @Nullable Instant expires) {}
}
