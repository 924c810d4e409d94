package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.provider.spi.Default;

/**
 * The part of the work that each priority gets at least while it waits; what is left goes to the
 * most urgent.
 */
public record WaitingSharesConfig(
    @Default("0%") @About("Of critical, which goes first anyway.") Percentage critical,
    @Default("20%") @About("Of interactive, while critical waits as well.") Percentage interactive,
    @Default("10%") @About("Of batch, while others wait as well.") Percentage batch) {

  /** What they are together; at most 1 where it was checked. */
  double sum() {
    return critical.fraction() + interactive.fraction() + batch.fraction();
  }
}
