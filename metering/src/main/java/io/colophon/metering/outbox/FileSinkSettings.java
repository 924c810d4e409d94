package io.colophon.metering.outbox;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Files of events.
 *
 * @param directory where they are put; made when missing
 * @param name beginning of their names; see {@link ExportPlaces#isName}
 * @param rotateBytes a file that has so many is finished, 1 or more
 * @param rotateAfter a file that is so old is finished, above 0
 */
public record FileSinkSettings(
    Path directory, String name, long rotateBytes, Duration rotateAfter) {
  public FileSinkSettings {
    if (rotateBytes < 1 || rotateAfter.isZero() || rotateAfter.isNegative()) {
      throw new IllegalArgumentException(
          "rotate at " + rotateBytes + " bytes, after " + rotateAfter + ", expected more than 0");
    }
  }
}
