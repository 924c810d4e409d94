package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.LimitAmount;
import io.colophon.throttling.lease.WhenAway;
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
        Optional<LimitAmount> burst,
    @About(
            "Whether all gateways that have the same storage.limits share it; absent: yes where"
                + " there is such a store.")
        Optional<Boolean> shared,
    @About(
            "What a shared limit does when its store is away and what was leased is used: refuse,"
                + " or go on with its part as safe-capacity; absent: safe-capacity for"
                + " second, minute, hour and concurrency, refuse for money, day and month.")
        Optional<WhenAway> whenAway) {}
