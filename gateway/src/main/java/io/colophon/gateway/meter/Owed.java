package io.colophon.gateway.meter;

import io.colophon.gateway.failure.Reason;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;

/** Who pays for a generation that broke off. */
enum Owed {
  /** The caller: he broke it off, or it broke after something of it had reached him. */
  BY_CALLER,
  /** The platform, for an attempt that failed before anything of it reached the caller. */
  FOR_FAILED_ATTEMPT,
  /** The platform: the upstream did its work, and the gateway failed. */
  FOR_UNDELIVERED;

  /**
   * Tells who.
   *
   * @param reason why it broke off
   * @param outputReached whether anything had reached the caller
   */
  static Owed of(Reason reason, boolean outputReached) {
    return switch (reason) {
      case CANCELLED, DEADLINE_EXCEEDED -> BY_CALLER;
      case LABEL_FAILED, RECORD_FAILED, INTERNAL, GATEWAY_OVERLOADED -> FOR_UNDELIVERED;
      default -> outputReached ? BY_CALLER : FOR_FAILED_ATTEMPT;
    };
  }

  /** What stands on an account that owes nothing: a count of nothing, which is not unknown. */
  static Usage nothing(Modality modality) {
    Usage.Builder none = Usage.from(Quantity.Source.COUNTED_LOCALLY);
    return switch (modality) {
      case TEXT -> none.with(UsageUnit.INPUT_TOKENS, 0).with(UsageUnit.OUTPUT_TOKENS, 0).build();
      case IMAGE -> none.with(UsageUnit.IMAGES, 0).build();
      case AUDIO -> none.with(UsageUnit.AUDIO_MILLIS, 0).build();
      case VIDEO -> none.with(UsageUnit.VIDEO_MILLIS, 0).build();
    };
  }
}
