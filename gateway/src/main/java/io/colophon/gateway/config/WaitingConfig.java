package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;

/** Who waits while every target that would do is full, see docs/overload.md. */
public record WaitingConfig(
    @Default("1000")
        @Range(min = "0", max = "1000000")
        @About("Generations that may wait; 0: none, a full target is a refusal.")
        int most,
    @Default("200")
        @Range(min = "1", max = "1000000")
        @About("Of these, at most so many of one tenant, or one key, of one priority.")
        int perClient,
    @Default("tenant") @About("Who shares alike: tenant, or key.") FairTo fairTo,
    @About("Shares of the priorities.") WaitingSharesConfig minShares) {

  /** Who is one client of the waiting room. */
  public enum FairTo {
    /** All keys of a tenant together. */
    TENANT,
    /** Each key. */
    KEY
  }
}
