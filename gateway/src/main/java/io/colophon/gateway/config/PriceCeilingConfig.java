package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/** What a target may cost at most; one without a price in this currency is too dear. */
public record PriceCeilingConfig(
    @Default("USD") @About("Currency, ISO 4217.") Currency currency,
    @Range(min = "0")
        @About("Most for a million tokens, of input as of output; absent: no such ceiling.")
        Optional<BigDecimal> perMillionTokens,
    @Range(min = "0") @About("Most that one generation is expected to cost; absent: no ceiling.")
        Optional<BigDecimal> perGeneration) {}
