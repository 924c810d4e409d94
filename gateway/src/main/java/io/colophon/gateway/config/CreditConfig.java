package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

/** Credits that a tenant has paid for or was given. */
public record CreditConfig(
    @About("How much.") BigDecimal amount,
    @Default("USD") @About("Currency; covers what is priced in it.") Currency currency,
    @Default("0")
        @Range(min = "0", max = "1000")
        @About("Lower ones are drawn down first; of equal ones the one that expires first.")
        int priority,
    @Default("1970-01-01") @About("First day of use that it covers, UTC.") LocalDate from,
    @About("First day of use that it covers no more; absent: it does not expire.")
        Optional<LocalDate> expires) {}
