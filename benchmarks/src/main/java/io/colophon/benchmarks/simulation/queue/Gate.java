package io.colophon.benchmarks.simulation.queue;

import io.colophon.throttling.adaptive.AdaptiveLimit;

/** How many the gateway sends to a node at once. */
public interface Gate {

  /** One that was let in. */
  interface Pass {
    default void firstOutput(long now) {}

    /** Leaves, having written so many tokens. */
    void leave(double tokens, long now);
  }

  /** Whether one more may go; then it must {@link #enter}. */
  boolean hasRoom();

  Pass enter(int inputTokens, long now);

  /** How many may be in at once now. */
  int limit();

  /** Always as many. */
  static Gate fixed(int most) {
    return new Gate() {
      private int taken;

      @Override
      public boolean hasRoom() {
        return taken < most;
      }

      @Override
      public Pass enter(int inputTokens, long now) {
        taken++;
        return (tokens, at) -> taken--;
      }

      @Override
      public int limit() {
        return most;
      }
    };
  }

  /** As many as the gateway's own limit says, which follows the node's speed. */
  static Gate adaptive(AdaptiveLimit limit) {
    return new Gate() {
      @Override
      public boolean hasRoom() {
        return limit.hasRoom();
      }

      @Override
      public Pass enter(int inputTokens, long began) {
        limit.enter();
        int taken = limit.taken();
        return new Pass() {
          private long first = began;

          @Override
          public void firstOutput(long now) {
            first = now;
            limit.firstOutput(now - began, inputTokens, taken, now);
          }

          @Override
          public void leave(double tokens, long now) {
            limit.leave();
            if (tokens > 1) {
              limit.perToken((now - first) / (tokens - 1), taken);
            }
          }
        };
      }

      @Override
      public int limit() {
        return limit.limit();
      }
    };
  }
}
