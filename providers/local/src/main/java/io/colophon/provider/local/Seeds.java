package io.colophon.provider.local;

import io.colophon.provider.spi.CallOptions;
import java.util.OptionalLong;

/** The number that all of a generation's chance comes from. */
final class Seeds {
  private Seeds() {}

  /**
   * The seed asked for; otherwise one that follows from the generation's id, so that a retry gives
   * the same.
   */
  static long of(OptionalLong asked, CallOptions options) {
    return asked.orElseGet(() -> options.generationId().hashCode() & 0x7fff_ffffL);
  }
}
