package io.colophon.metering.price;

import io.colophon.metering.figure.Figures;
import io.colophon.provider.spi.Usage;
import java.time.Instant;

/**
 * What is to be priced.
 *
 * @param target {@code provider/model}, the first name a price is looked up by
 * @param model the model's name, the second
 * @param usage what was counted
 * @param figures what was metered, for prices of compute and energy
 * @param asked what was asked for, for prices by size or quality
 * @param at when the generation was admitted
 */
public record RatedUse(
    String target, String model, Usage usage, Figures figures, Attributes asked, Instant at) {}
