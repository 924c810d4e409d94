package io.colophon.gateway.meter;

import io.colophon.gateway.pipeline.RunningConfig;
import io.colophon.metering.MeterInput;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.InterruptedSettlement;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.Usage;
import java.time.Instant;
import java.util.List;

/**
 * Settles what the end of the process cut by what was reserved: at the target that stood first,
 * what was to be read. What was put out is not known, and so is not guessed: an estimate is never
 * above what was used. Figures that need it, money among them, say that they are not known.
 */
public final class InterruptedEstimate implements InterruptedSettlement {
  private static final long NOBODY_TIMED_IT = -1;

  private final RunningConfig config;

  /**
   * @param config whose prices and facts are taken; that of the run that was cut is gone
   */
  public InterruptedEstimate(RunningConfig config) {
    this.config = config;
  }

  @Override
  public SettledEntry settle(OpenedEntry opened, Instant now) {
    String target = opened.reservation().target();
    int slash = target == null ? -1 : target.indexOf('/');
    if (target == null || slash < 0) {
      return SettledEntry.interrupted(opened, now);
    }
    String model = target.substring(slash + 1);
    TargetFacts.Facts facts = config.facts().of(target, model);
    Usage usage = opened.reservation().expectedInput();
    return new SettledEntry(
        opened,
        now,
        EndState.INTERRUPTED,
        target.substring(0, slash),
        model,
        null,
        List.of(),
        usage,
        config
            .meter()
            .read(
                new MeterInput(
                    opened.modality(),
                    usage,
                    RunShape.UNKNOWN,
                    target,
                    facts.model(),
                    facts.site(),
                    NOBODY_TIMED_IT,
                    opened.time())),
        List.of(),
        List.of());
  }
}
