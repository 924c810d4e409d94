package io.colophon.gateway.pipeline;

import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.labels.LabelPolicy;
import io.colophon.gateway.meter.TargetFacts;
import io.colophon.gateway.routing.Router;
import io.colophon.gateway.screening.ScreeningPolicy;
import io.colophon.metering.Meter;

/**
 * Everything that a reload replaces, as one value: a generation keeps the one it began with.
 *
 * @param config as the operator wrote it
 * @param router routes and targets
 * @param labels which labels are applied to what
 * @param meter compute models and prices
 * @param facts what is known of each target's model and site
 * @param screening what is looked for in words
 * @param use who still needs it
 */
public record RunningConfig(
    GatewayConfig config,
    Router router,
    LabelPolicy labels,
    Meter meter,
    TargetFacts facts,
    ScreeningPolicy screening,
    ConfigUse use) {}
