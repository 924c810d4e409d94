package io.colophon.gateway.pipeline;

import io.colophon.gateway.routing.Target;
import io.colophon.metering.ledger.EndState;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Usage;
import java.util.Optional;

/** Takes what upstreams did that no caller pays for. Never blocks, never throws. */
public interface PlatformExpenses {

  /** Enters an attempt on the platform's account, in an entry of its own. */
  void enter(Generation generation, Expense why, BurntAttempt attempt);

  /**
   * An attempt that used something and that its caller does not pay for.
   *
   * @param target where
   * @param servedModel who answered, as the upstream says
   * @param record how it ended and how long it took
   * @param endState {@code FAILED_...} or {@code CANCELLED_...}
   * @param usage what it used; absent counters are not known
   */
  record BurntAttempt(
      Target target,
      Optional<ServedModel> servedModel,
      AttemptRecord record,
      EndState endState,
      Usage usage) {}

  /** Keeps no such account. */
  PlatformExpenses NONE = (generation, why, attempt) -> {};
}
