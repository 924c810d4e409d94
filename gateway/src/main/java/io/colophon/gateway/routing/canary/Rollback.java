package io.colophon.gateway.routing.canary;

import java.time.Instant;

/**
 * Why a canary was taken back.
 *
 * @param cause what was worse
 * @param detail the figures, for people
 * @param at when
 */
public record Rollback(Cause cause, String detail, Instant at) {

  /** What was worse with it than with the others. */
  public enum Cause {
    /** The share of attempts that failed. */
    ERRORS("errors"),
    /** The time to first output. */
    LATENCY("latency");

    private final String id;

    Cause(String id) {
      this.id = id;
    }

    /** As it stands in metrics. */
    public String id() {
      return id;
    }
  }
}
