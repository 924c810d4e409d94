package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.LimitAmount;
import java.util.Optional;

/** A limit of use. */
public record LimitConfig(
    @About(
            "Whom it holds for: global, tenant:NAME, team:TENANT/NAME, key:NAME,"
                + " user:TENANT/END-USER, model:NAME, route:NAME or provider:NAME;"
                + " NAME * gives each its own.")
        LimitSubject subject,
    @About("Which generations of the subject count; absent: all.") LimitMatch match,
    @About("What is counted.") LimitDimension dimension,
    @About(
            "How much: a whole number such as 5000, 5k or 1.5e9; energy such as 5kWh; CO2e such as"
                + " 2kg; money such as 12.50 in the currency of the prices.")
        LimitAmount amount,
    @About(
            "Window of the amount: flows back over a second, minute or hour; anew with each"
                + " calendar day or month in UTC. For every dimension but concurrency.")
        Optional<LimitWindow> per,
    @About("Most that may be used at once, at most amount; absent: the amount.")
        Optional<LimitAmount> burst) {}
