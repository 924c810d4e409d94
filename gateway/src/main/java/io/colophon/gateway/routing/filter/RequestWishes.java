package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.Audience;
import io.colophon.gateway.config.NanoUnits;
import io.colophon.gateway.failure.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request itself asks of targets, by its metadata. It can only ask for more than tenant and
 * route do.
 *
 * @param residency regions that it may be served in; empty for any
 * @param audience whom its output is for
 * @param ceiling what it may cost
 */
public record RequestWishes(
    List<String> residency, Optional<Audience> audience, Optional<PriceCeiling> ceiling) {
  /** Metadata: names of regions with commas between them. */
  public static final String RESIDENCY = "residency";

  /** Metadata: {@code public-cn}. */
  public static final String AUDIENCE = "audience";

  /** Metadata: most that the generation may cost, such as {@code 0.05} or {@code 0.30 CNY}. */
  public static final String PRICE_CEILING = "price-ceiling";

  /** Metadata: most that a million tokens may cost. */
  public static final String TOKEN_PRICE_CEILING = "price-ceiling-per-million-tokens";

  private static final RequestWishes NONE =
      new RequestWishes(List.of(), Optional.empty(), Optional.empty());
  private static final Pattern AMOUNT =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(?: ?([A-Z]{3}))?");
  private static final Pattern REGION = Pattern.compile("[\\p{Alnum}._:/-]{1,64}");
  private static final int MOST_SHOWN = 64;

  public RequestWishes {
    residency = List.copyOf(residency);
  }

  /**
   * Reads them.
   *
   * @throws Refusal INVALID_REQUEST that names what cannot be read: to ignore it would be to serve
   *     a request where it must not go
   */
  public static RequestWishes of(Map<String, String> metadata) {
    if (metadata.isEmpty()) {
      return NONE;
    }
    List<String> residency = residency(metadata.get(RESIDENCY));
    Optional<Audience> audience = audience(metadata.get(AUDIENCE));
    Optional<PriceCeiling> ceiling =
        ceiling(metadata.get(PRICE_CEILING), metadata.get(TOKEN_PRICE_CEILING));
    return residency.isEmpty() && audience.isEmpty() && ceiling.isEmpty()
        ? NONE
        : new RequestWishes(residency, audience, ceiling);
  }

  boolean isNone() {
    return this == NONE;
  }

  private static List<String> residency(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    List<String> regions = new ArrayList<>();
    for (String region : text.split(",", -1)) {
      if (!REGION.matcher(region.strip()).matches()) {
        throw invalid(RESIDENCY, text, "names of regions such as eu or eu,ch");
      }
      regions.add(region.strip());
    }
    return regions;
  }

  private static Optional<Audience> audience(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    if (text.equals("public-cn")) {
      return Optional.of(Audience.PUBLIC_CN);
    }
    throw invalid(AUDIENCE, text, "public-cn");
  }

  private static Optional<PriceCeiling> ceiling(
      @Nullable String generation, @Nullable String million) {
    if (generation == null && million == null) {
      return Optional.empty();
    }
    Amount ofGeneration = amount(PRICE_CEILING, generation);
    Amount ofMillion = amount(TOKEN_PRICE_CEILING, million);
    if (generation != null
        && million != null
        && !ofMillion.currency.equals(ofGeneration.currency)) {
      throw invalid(TOKEN_PRICE_CEILING, million, "the currency of " + PRICE_CEILING);
    }
    return Optional.of(
        new PriceCeiling(
            generation == null ? ofMillion.currency : ofGeneration.currency,
            ofMillion.nanos,
            ofGeneration.nanos,
            "the request"));
  }

  private record Amount(String currency, long nanos) {}

  private static Amount amount(String name, @Nullable String text) {
    if (text == null) {
      return new Amount("USD", -1);
    }
    Matcher read = AMOUNT.matcher(text);
    if (!read.matches()) {
      throw invalid(name, text, "an amount such as 0.05 or 0.30 CNY");
    }
    return new Amount(
        read.group(2) == null ? "USD" : read.group(2), NanoUnits.of(new BigDecimal(read.group(1))));
  }

  private static Refusal invalid(String name, String text, String expected) {
    String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return Refusal.invalid("metadata." + name, "\"" + shown + "\", expected " + expected);
  }
}
