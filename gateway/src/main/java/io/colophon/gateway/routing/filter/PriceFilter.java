package io.colophon.gateway.routing.filter;

import io.colophon.gateway.routing.Target;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.price.Attributes;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.RatedUse;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target costs no more than a ceiling, by the price list that callers are billed by. A
 * target without a price, or with one in another currency, is above every ceiling: unknown is not
 * free.
 */
public final class PriceFilter implements TargetFilter {
  private static final long MILLION = 1_000_000;
  private static final Figures NOT_METERED = Figures.unknown("not run yet");
  private static final Usage ONE_OF_EACH =
      Usage.from(Quantity.Source.ESTIMATED)
          .with(UsageUnit.INPUT_TOKENS, 1)
          .with(UsageUnit.OUTPUT_TOKENS, 1)
          .build();

  private final PriceCeiling ceiling;
  private final PriceBook prices;

  public PriceFilter(PriceCeiling ceiling, PriceBook prices) {
    this.ceiling = ceiling;
    this.prices = prices;
  }

  @Override
  public @Nullable Exclusion excludes(Target target, RequestFacts asked) {
    Exclusion found = null;
    if (ceiling.nanosPerMillionTokens() >= 0) {
      found = perMillion(target, asked);
    }
    return found == null && ceiling.nanosPerGeneration() >= 0
        ? perGeneration(target, asked)
        : found;
  }

  private @Nullable Exclusion perMillion(Target target, RequestFacts asked) {
    Cost cost = rate(target, asked, ONE_OF_EACH);
    if (!(cost instanceof Cost.Priced priced)) {
      return unpriced();
    }
    if (!priced.currency().equals(ceiling.currency())) {
      return otherCurrency(priced);
    }
    for (Cost.Line line : priced.lines()) {
      boolean ofTokens =
          line.item().startsWith(UsageUnit.INPUT_TOKENS.id())
              || line.item().startsWith(UsageUnit.OUTPUT_TOKENS.id());
      double perMillion = (double) line.pricedNanos() * MILLION / line.per();
      if (ofTokens && perMillion > ceiling.nanosPerMillionTokens()) {
        return tooDear(
            shown(Math.round(perMillion)) + " for a million of " + line.item(),
            ceiling.nanosPerMillionTokens());
      }
    }
    return null;
  }

  private @Nullable Exclusion perGeneration(Target target, RequestFacts asked) {
    Cost cost = rate(target, asked, ExpectedUse.of(asked));
    if (!(cost instanceof Cost.Priced priced)) {
      return unpriced();
    }
    if (!priced.currency().equals(ceiling.currency())) {
      return otherCurrency(priced);
    }
    return priced.nanos() <= ceiling.nanosPerGeneration()
        ? null
        : tooDear("about " + shown(priced.nanos()) + " for this", ceiling.nanosPerGeneration());
  }

  private Cost rate(Target target, RequestFacts asked, Usage usage) {
    return prices.rate(
        new RatedUse(
            target.name(),
            target.model().name(),
            usage,
            NOT_METERED,
            Attributes.of(asked.request()),
            asked.received().time()));
  }

  private Exclusion unpriced() {
    return Exclusion.of(
        FilterKind.PRICE, "has no price, and " + ceiling.whose() + " has a price ceiling");
  }

  private Exclusion otherCurrency(Cost.Priced priced) {
    return Exclusion.of(
        FilterKind.PRICE,
        "is priced in "
            + priced.currency()
            + ", and the price ceiling of "
            + ceiling.whose()
            + " is in "
            + ceiling.currency());
  }

  private Exclusion tooDear(String what, long most) {
    return Exclusion.of(
        FilterKind.PRICE,
        "costs " + what + ", the ceiling of " + ceiling.whose() + " is " + shown(most));
  }

  private String shown(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString()
        + " "
        + ceiling.currency();
  }
}
