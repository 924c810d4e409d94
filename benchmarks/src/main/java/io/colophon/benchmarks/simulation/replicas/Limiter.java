package io.colophon.benchmarks.simulation.replicas;

import java.util.Optional;
import java.util.function.Consumer;

/** What decides in one gateway. */
public interface Limiter {

  /** A request that may run; ends once. */
  interface Grant {
    /** It has used so many tokens since the last time. */
    default void spend(long used) {}

    /** It is over and used so many tokens, those it spent before among them. */
    void settle(long used);

    /**
     * It goes on and wants more than it asked for.
     *
     * @param answer is told, now or later, whether it may
     */
    default void extend(long more, Consumer<Boolean> answer) {
      answer.accept(true);
    }
  }

  /**
   * Asks for a request.
   *
   * @param chunk tokens that it is sure to need soon
   * @param most tokens that it can use in all
   * @param answer is told, now or later, whether it may run
   */
  void ask(long chunk, long most, Consumer<Optional<Grant>> answer);
}
