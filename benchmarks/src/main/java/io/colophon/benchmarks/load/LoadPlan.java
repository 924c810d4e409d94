package io.colophon.benchmarks.load;

import java.time.Duration;

/**
 * What load to bring.
 *
 * @param kind which method is called
 * @param rate calls per second that are begun whatever the server does (open loop); 0 for a closed
 *     loop
 * @param inFlight closed loop: calls under way at all times; open loop: most that may be, a call
 *     that would be one more is not sent and counted as such; at least 1
 * @param connections TCP connections that the calls are spread over; at least 1
 * @param length how long calls are begun; all of them are waited for
 */
public record LoadPlan(Kind kind, int rate, int inFlight, int connections, Duration length) {

  /** Which method is called. */
  public enum Kind {
    /** {@code Generate}. */
    UNARY,
    /** {@code StreamGenerate}. */
    STREAM,
    /** {@code StreamGenerate} of a model that puts out one piece every 5 ms. */
    PACED
  }

  public LoadPlan {
    if (rate < 0 || inFlight < 1 || connections < 1) {
      throw new IllegalArgumentException(
          "rate "
              + rate
              + ", in flight "
              + inFlight
              + ", connections "
              + connections
              + ", expected at least 0, 1 and 1");
    }
  }

  /** A closed loop over one connection for every 64 calls. */
  public static LoadPlan closed(Kind kind, int inFlight, Duration length) {
    return new LoadPlan(kind, 0, inFlight, (inFlight + 63) / 64, length);
  }

  /** An open loop over two connections, with at most 4096 calls under way. */
  public static LoadPlan open(Kind kind, int rate, Duration length) {
    return new LoadPlan(kind, rate, 4096, 2, length);
  }

  /** The same for another length of time. */
  public LoadPlan lasting(Duration other) {
    return new LoadPlan(kind, rate, inFlight, connections, other);
  }

  /** Whether calls are begun by the clock. */
  public boolean isOpen() {
    return rate > 0;
  }
}
