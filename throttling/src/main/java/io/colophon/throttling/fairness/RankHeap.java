package io.colophon.throttling.fairness;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap whose members know their place, so that any of them can be moved or taken out in
 * O(log n). Not thread-safe.
 */
final class RankHeap<T extends Ranked> {
  private final List<T> members = new ArrayList<>();

  boolean isEmpty() {
    return members.isEmpty();
  }

  int size() {
    return members.size();
  }

  /** The one with the least rank; null if there is none. */
  @Nullable T first() {
    return members.isEmpty() ? null : members.get(0);
  }

  void add(T member) {
    members.add(member);
    member.position = members.size() - 1;
    up(member.position);
  }

  /** Moves a member to where its new rank belongs. */
  void rank(T member, double rank) {
    member.rank = rank;
    up(member.position);
    down(member.position);
  }

  void remove(T member) {
    int hole = member.position;
    T last = members.remove(members.size() - 1);
    member.position = -1;
    if (last != member) {
      set(hole, last);
      up(hole);
      down(last.position);
    }
  }

  void clear() {
    for (T member : members) {
      member.position = -1;
    }
    members.clear();
  }

  private void up(int from) {
    int at = from;
    T member = members.get(at);
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!member.isBefore(members.get(parent))) {
        break;
      }
      set(at, members.get(parent));
      at = parent;
    }
    set(at, member);
  }

  private void down(int from) {
    int at = from;
    T member = members.get(at);
    int size = members.size();
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && members.get(child + 1).isBefore(members.get(child))) {
        child++;
      }
      if (!members.get(child).isBefore(member)) {
        break;
      }
      set(at, members.get(child));
      at = child;
    }
    set(at, member);
  }

  private void set(int at, T member) {
    members.set(at, member);
    member.position = at;
  }
}
