package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.Month;

/** A plan that a tenant had before. */
public record PlanTermConfig(
    @About("Name under plans.") String plan, @About("Its first month.") Month from) {}
