package io.colophon.gateway.routing;

import io.colophon.gateway.config.StickTo;
import io.colophon.gateway.routing.policy.Ordered;
import io.colophon.gateway.routing.policy.TargetPolicy;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How a route chooses among its targets, and what it wants to know of a generation for that.
 *
 * @param policy chooses; outlives a reload that changes neither it nor the targets
 * @param random where its chance comes from; thread-safe
 * @param stickTo what generations stick to; empty if to nothing
 * @param blockCharacters length of the blocks of a prompt that are told apart; 0 if the prompt does
 *     not matter
 */
public record Choice(
    TargetPolicy policy, RandomGenerator random, Optional<StickTo> stickTo, int blockCharacters) {

  /** In the order of the route. */
  public static final Choice ORDERED = new Choice(new Ordered(), () -> 0, Optional.empty(), 0);
}
