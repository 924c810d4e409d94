package io.colophon.gateway.jobs;

import io.colophon.v1.LateOutcome;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of an upstream's job after its operation has ended without a result; the last three
 * are final. The names are kept in the database.
 */
enum LateState {
  /** The upstream is asked now and then. */
  WATCHING,
  /** It came to a good end: outputs, response and ledger entry are on disk. */
  SETTLING,
  /** The same, and the entry is made. */
  SUCCEEDED,
  /** The upstream says that nothing came of it, or what came could not be kept. */
  FAILED,
  /** The time to watch is over, and nobody knows. */
  UNKNOWN;

  private static final Map<LateState, Set<LateState>> NEXT =
      Map.of(
          WATCHING, EnumSet.of(WATCHING, SETTLING, FAILED, UNKNOWN),
          SETTLING, EnumSet.of(SUCCEEDED, FAILED));

  boolean mayBecome(LateState next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /** The states that may become this one. */
  Set<LateState> before() {
    EnumSet<LateState> before = EnumSet.noneOf(LateState.class);
    for (LateState state : values()) {
      if (state.mayBecome(this)) {
        before.add(state);
      }
    }
    return before;
  }

  boolean isFinal() {
    return this != WATCHING && this != SETTLING;
  }

  LateOutcome.State message() {
    return switch (this) {
      case WATCHING, SETTLING -> LateOutcome.State.STATE_WATCHED;
      case SUCCEEDED -> LateOutcome.State.STATE_SUCCEEDED;
      case FAILED -> LateOutcome.State.STATE_FAILED;
      case UNKNOWN -> LateOutcome.State.STATE_UNKNOWN;
    };
  }
}
