package io.colophon.gateway.admission;

import io.colophon.gateway.meter.GenerationMeter;
import io.colophon.gateway.meter.HeldAmounts;
import io.colophon.gateway.pipeline.AttemptUse;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.Usage;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Hold;

/** The hold of one attempt on the limits of its target. */
final class TargetHold implements AttemptHold {
  private final Generation generation;
  private final Target target;
  private final Hold hold;
  private final QuotaTools tools;
  private final long startNanos;

  TargetHold(Generation generation, Target target, Hold hold, QuotaTools tools, long startNanos) {
    this.generation = generation;
    this.target = target;
    this.hold = hold;
    this.tools = tools;
    this.startNanos = startNanos;
  }

  @Override
  public void end(AttemptUse use) {
    long now = tools.ticker().nanos();
    Usage used = use.used(generation.received().request());
    Amounts amounts =
        used.isEmpty() && !use.isAnswered()
            ? HeldAmounts.NOTHING
            : HeldAmounts.of(
                used, GenerationMeter.of(generation).read(target, used, now - startNanos));
    hold.settle(amounts, now, tools.clock().millis());
  }
}
