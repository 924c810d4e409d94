package io.colophon.provider.spi;

/**
 * Something in an upstream's count that cannot be true. The counter was clamped to what can be, so
 * that it can be added up and billed; the generation is kept and flagged.
 *
 * @param unit the counter; for a relation between counters the one that was clamped
 * @param found what the upstream said, at most {@value #MOST} characters; never text of the caller
 * @param expected what could have been, for instance {@code 0 or more}
 */
public record Suspicion(UsageUnit unit, String found, String expected) {
  /** Most characters that are kept of what was found. */
  public static final int MOST = 64;

  public Suspicion {
    if (found.length() > MOST) {
      found = found.substring(0, MOST);
    }
  }
}
