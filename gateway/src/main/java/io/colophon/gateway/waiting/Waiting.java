package io.colophon.gateway.waiting;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.throttling.fairness.FairEntry;
import io.colophon.throttling.fairness.FairQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A generation that waits. One of its turn, its refusal and its leaving comes about. */
final class Waiting implements Wait {
  private final WaitingRoom room;
  private final Generation generation;
  private final RoutePlan plan;
  private final Turn turn;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile List<RoutePlan.RankedTarget> accepted;
  private volatile @Nullable FairEntry<Waiting> entry;

  /**
   * @param accepted where a place would do, in the order of the plan
   */
  Waiting(
      WaitingRoom room,
      Generation generation,
      RoutePlan plan,
      Turn turn,
      List<RoutePlan.RankedTarget> accepted) {
    this.room = room;
    this.generation = generation;
    this.plan = plan;
    this.turn = turn;
    this.accepted = accepted;
  }

  Generation generation() {
    return generation;
  }

  RoutePlan plan() {
    return plan;
  }

  List<RoutePlan.RankedTarget> accepted() {
    return accepted;
  }

  static TargetRoom roomOf(RoutePlan.RankedTarget ranked) {
    return ranked.target().health().room();
  }

  /** Its target of that room; null if it has none. */
  RoutePlan.@Nullable RankedTarget targetOf(TargetRoom of) {
    for (RoutePlan.RankedTarget ranked : accepted) {
      if (roomOf(ranked) == of) {
        return ranked;
      }
    }
    return null;
  }

  /** It goes on waiting, but not for that room. */
  void without(TargetRoom gone) {
    List<RoutePlan.RankedTarget> left = new ArrayList<>(accepted);
    left.removeIf(ranked -> roomOf(ranked) == gone);
    accepted = left;
  }

  /** Whether none of its targets can be tried, and none of them said when it can be again. */
  boolean isHopeless(long nowNanos) {
    for (RoutePlan.RankedTarget ranked : accepted) {
      if (plan.mayTry(ranked, nowNanos) || ranked.target().health().load().isResting(nowNanos)) {
        return false;
      }
    }
    return true;
  }

  /** It stands in the queue as this. */
  void waitsAs(FairQueue<Waiting> queue, FairEntry<Waiting> standsFor, long nowNanos) {
    entry = standsFor;
    if (over.get()) { // left before it could be found
      queue.leave(standsFor, nowNanos);
    }
  }

  /** False if it is over already, and the place is to be given to somebody else. */
  boolean yours(Place place) {
    if (!over.compareAndSet(false, true)) {
      return false;
    }
    turn.yours(place);
    return true;
  }

  void refused(Refusal refusal) {
    if (over.compareAndSet(false, true)) {
      turn.refused(refusal);
    }
  }

  @Override
  public void leave() {
    if (over.compareAndSet(false, true)) {
      room.left(entry);
    }
  }
}
