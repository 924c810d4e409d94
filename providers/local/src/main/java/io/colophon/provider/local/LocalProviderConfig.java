package io.colophon.provider.local;

import io.colophon.provider.spi.Default;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an operator may say about the embedded provider.
 *
 * @param workers generations computed at the same time, 1 to {@value #MOST_WORKERS}; left out means
 *     one for each processor
 * @param queue generations that may wait for a worker, 0 to {@value #LONGEST_QUEUE}; one more is
 *     refused as overloaded
 * @param soundfont an SF2 file with better instruments for music; left out means the JDK's own
 * @param espeak the program espeak-ng; where it exists, speech in other languages than English is
 *     offered
 */
public record LocalProviderConfig(
    Optional<Integer> workers,
    @Default("16") int queue,
    Optional<Path> soundfont,
    @Default("/usr/bin/espeak-ng") Path espeak) {
  static final int MOST_WORKERS = 256;
  static final int LONGEST_QUEUE = 10_000;

  /** Everything as it is when the file says nothing. */
  public static final LocalProviderConfig DEFAULT =
      new LocalProviderConfig(
          Optional.empty(), 16, Optional.empty(), Path.of("/usr/bin/espeak-ng"));

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public LocalProviderConfig {
    workers.ifPresent(count -> check("workers", count, 1, MOST_WORKERS));
    check("queue", queue, 0, LONGEST_QUEUE);
  }

  private static void check(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " is " + value + ", expected " + least + " to " + most);
    }
  }
}
