package io.colophon.provider.http;

import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;

/**
 * Hands on what an upstream says of its usage while it is at work, so that a stream that ends early
 * can be accounted for. What is repeated is said once. Used on the loop of its {@link Output},
 * after the request was accepted.
 */
public final class PartialUsage {
  private final Output out;
  private Usage last = Usage.UNREPORTED;

  public PartialUsage(Output out) {
    this.out = out;
  }

  /**
   * Tells what was used so far.
   *
   * @param usage cumulative; says nothing when it is empty
   */
  public void say(Usage usage) {
    if (!usage.quantities().isEmpty() && !usage.equals(last)) {
      last = usage;
      out.emit(new GenerationEvent.UsedSoFar(usage.as(Quantity.Source.PROVIDER_PARTIAL)));
    }
  }
}
