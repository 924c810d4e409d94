package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.NanoUnits;
import io.colophon.gateway.config.PriceCeilingConfig;

/**
 * What a target may cost at most.
 *
 * @param currency ISO 4217 code
 * @param nanosPerMillionTokens nano-units for a million tokens; -1 for no such ceiling, 0 for free
 * @param nanosPerGeneration nano-units for one generation; -1 for no such ceiling
 * @param whose for people, for instance {@code the route}
 */
public record PriceCeiling(
    String currency, long nanosPerMillionTokens, long nanosPerGeneration, String whose) {

  /** As configured. */
  public static PriceCeiling of(PriceCeilingConfig config, String whose) {
    return new PriceCeiling(
        config.currency().getCurrencyCode(),
        config.perMillionTokens().map(NanoUnits::of).orElse(-1L),
        config.perGeneration().map(NanoUnits::of).orElse(-1L),
        whose);
  }
}
