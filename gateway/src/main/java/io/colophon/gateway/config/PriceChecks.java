package io.colophon.gateway.config;

import io.colophon.provider.spi.UsageUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Checks prices: units, names that exist, no two for the same day. */
final class PriceChecks {
  private final CrossCheck check;
  private final Map<Object, String> seen = new HashMap<>();

  private PriceChecks(CrossCheck check) {
    this.check = check;
  }

  static void run(CrossCheck check) {
    PriceChecks checks = new PriceChecks(check);
    check.bound().each(PriceConfig.class, checks::price);
  }

  private void price(String path, PriceConfig price) {
    if (price.rates().isEmpty()) {
      check.refuse(
          path + ".rates", "required key is missing, expected a price for at least one unit");
    }
    price
        .rates()
        .forEach(
            (unit, rate) -> {
              if (rate.timed() && !unit.id().endsWith("_millis")) {
                String key = unit.id().replace('_', '-');
                check.refuse(
                    path + ".rates." + key,
                    "value \""
                        + rate
                        + "\": expected a price for a number of "
                        + key
                        + ", not for a length of time");
              }
            });
    checkTokens(path, price.rates().keySet());
    price.provider().ifPresent(name -> check.refuseUnknown(path + ".provider", name, "providers"));
    Object identity = Arrays.asList(price.provider(), price.model(), price.validFrom());
    String other = seen.putIfAbsent(identity, path);
    if (other != null) {
      check.refuse(
          path, "is valid from the same day as " + other + ", expected another valid-from");
    }
  }

  /** Who charges for one kind of token says what the others cost: unpriced must not look free. */
  private void checkTokens(String path, Set<UsageUnit> priced) {
    boolean input = priced.contains(UsageUnit.INPUT_TOKENS);
    boolean output = priced.contains(UsageUnit.OUTPUT_TOKENS);
    boolean parts =
        priced.contains(UsageUnit.CACHE_READ_TOKENS)
            || priced.contains(UsageUnit.CACHE_WRITE_TOKENS)
            || priced.contains(UsageUnit.REASONING_TOKENS);
    if (input != output || (parts && !input)) {
      check.refuse(
          path + ".rates",
          "expected input-tokens and output-tokens together, with 0 for what is free");
    }
  }
}
