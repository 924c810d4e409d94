package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.metering.price.Bands;
import io.colophon.provider.spi.Default;

/** A price from a quantity on. */
public record PriceBandConfig(
    @About("What is priced, as in rates, which has the price of the first band.") PricedUnit unit,
    @Range(min = "1") @About("For what is beyond this quantity, such as 100M.") long over,
    @About("The price, as in rates.") UnitPrice price,
    @Default("graduated")
        @About("graduated: each part by its own band; volume: all by the band of the whole.")
        Bands.Mode mode) {}
