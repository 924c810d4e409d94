package io.colophon.gateway.cache;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One answer under way, and who waits for it to be whole. Thread-safe. */
final class Flight {
  private final Set<Follower> followers = new LinkedHashSet<>(0);
  private boolean ended;

  /** Somebody who waits. */
  interface Follower {
    /**
     * It has ended.
     *
     * @param whole the answer, if it is one to be given again
     */
    void told(Ending ending, Optional<KeptAnswer> whole);
  }

  /** What becomes of somebody who wants to wait. */
  enum Boarding {
    /** It is told of the end. */
    WAITS,
    /** So many wait already: it goes by itself. */
    FULL,
    /** It has ended meanwhile: look again. */
    GONE
  }

  synchronized Boarding follow(Follower follower, int most) {
    if (ended) {
      return Boarding.GONE;
    }
    if (followers.size() >= most) {
      return Boarding.FULL;
    }
    followers.add(follower);
    return Boarding.WAITS;
  }

  synchronized void leave(Follower follower) {
    followers.remove(follower);
  }

  /** Ends it; who waited is to be told by the caller, in the order in which they came. */
  synchronized List<Follower> end() {
    ended = true;
    List<Follower> told = List.copyOf(followers);
    followers.clear();
    return told;
  }
}
