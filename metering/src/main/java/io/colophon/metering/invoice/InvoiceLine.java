package io.colophon.metering.invoice;

import io.colophon.metering.plan.Cover;
import io.colophon.metering.plan.Source;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice: what was charged for one item of one model at one price.
 *
 * @param key what makes the line
 * @param quantity base units of the item; negative where a correction gives back
 * @param ratedNanos what it comes to: the sum of the covers
 * @param covers which source covers how much, in the order in which sources are drawn on
 */
public record InvoiceLine(
    Key key, BigInteger quantity, BigInteger ratedNanos, List<Covered> covers) {
  public InvoiceLine {
    covers = List.copyOf(covers);
  }

  /** What a line is for. */
  public enum Kind {
    /** A fee of the plan. */
    FEE,
    /** Use in the period. */
    USE,
    /** What is added to reach the minimum of the plan. */
    MINIMUM,
    /** A correction of what an earlier period had billed. */
    CORRECTION;

    /** The name in invoices: the constant in lower case. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What makes a line.
   *
   * @param model {@code provider/model}; empty for fees and minimums
   * @param item id of the priced item; for a fee its name
   * @param currency ISO 4217 code
   * @param version of the prices
   * @param pricedNanos price of {@code per} base units
   * @param used month of the use, which for a correction is the original one
   * @param correction what it corrects and why; null unless it is a correction
   */
  public record Key(
      Kind kind,
      String model,
      String item,
      String currency,
      String version,
      long pricedNanos,
      long per,
      YearMonth used,
      @Nullable Corrected correction) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::kind)
            .thenComparing(Key::currency)
            .thenComparing(Key::used)
            .thenComparing(Key::model)
            .thenComparing(Key::item)
            .thenComparing(Key::version)
            .thenComparingLong(Key::pricedNanos)
            .thenComparingLong(Key::per)
            .thenComparing(key -> key.correction == null ? "" : key.correction.usageId())
            .thenComparing(key -> key.correction == null ? 0 : key.correction.revision());
  }

  /**
   * What a correction says of itself.
   *
   * @param usageId of the corrected generation
   * @param revision 1 or more
   * @param reason for people
   */
  public record Corrected(String usageId, int revision, String reason) {}

  /** How much one source covers; see {@link Cover}. */
  public record Covered(Source source, String name, BigInteger quantity, BigInteger nanos) {}

  /** What this line adds to what is due. */
  public BigInteger billedNanos() {
    BigInteger sum = BigInteger.ZERO;
    for (Covered covered : covers) {
      if (covered.source() == Source.BILLED) {
        sum = sum.add(covered.nanos());
      }
    }
    return sum;
  }

  /** Collects a line. Not thread-safe. */
  static final class Builder {
    private final List<Covered> covers = new ArrayList<>(2);
    private BigInteger quantity = BigInteger.ZERO;

    void add(long amount, List<Cover> more) {
      quantity = quantity.add(BigInteger.valueOf(amount));
      more.forEach(
          cover ->
              add(
                  new Covered(
                      cover.source(),
                      cover.name(),
                      BigInteger.valueOf(cover.quantity()),
                      BigInteger.valueOf(cover.nanos()))));
    }

    /** Billed in full. */
    void billed(BigInteger amount, BigInteger nanos) {
      quantity = quantity.add(amount);
      add(new Covered(Source.BILLED, "", amount, nanos));
    }

    private void add(Covered more) {
      for (int i = 0; i < covers.size(); i++) {
        Covered same = covers.get(i);
        if (same.source() == more.source() && same.name().equals(more.name())) {
          covers.set(
              i,
              new Covered(
                  same.source(),
                  same.name(),
                  same.quantity().add(more.quantity()),
                  same.nanos().add(more.nanos())));
          return;
        }
      }
      covers.add(more);
    }

    InvoiceLine build(Key key) {
      covers.sort(Comparator.comparing(Covered::source).thenComparing(Covered::name));
      BigInteger rated =
          covers.stream().map(Covered::nanos).reduce(BigInteger.ZERO, BigInteger::add);
      return new InvoiceLine(key, quantity, rated, covers);
    }
  }
}
