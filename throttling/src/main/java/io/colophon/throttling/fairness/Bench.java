package io.colophon.throttling.fairness;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One class at one station: the lines of its clients in the order of their counters. Guarded by the
 * queue.
 *
 * <p>Counters are those of the Virtual Token Counter (Sheng et al., Fairness in Serving Large
 * Language Models, OSDI 2024): the client with the least counter goes first; a counter grows by the
 * work of what is served, by the weight; a client that comes back from idleness is lifted to the
 * least counter of those who wait, so that it saves nothing up. A counter that is ahead of that is
 * remembered until the others have caught up. When nobody waits any more everything is forgotten: a
 * busy period has ended.
 *
 * <p>Who is served at another station that would have done for the same entry is charged here as
 * well, so that stations that stand for each other share out as one. Where they do so only in part,
 * a counter could run ahead without end; it is kept within {@link #REACH} of the largest charges.
 */
final class Bench {
  /** A client is put back behind others by no more than this many of the largest charges. */
  private static final double REACH = 32;

  /** Clients that are remembered although nothing of them waits. */
  private static final int MOST_AHEAD = 4096;

  private final RankHeap<Line> waiting = new RankHeap<>();
  private final RankHeap<Line> ahead = new RankHeap<>(); // nothing of them waits
  private final Map<Object, Line> lines = new HashMap<>();
  private double largestCharge;
  private long period;

  /** Work that waits, each entry's divided by the stations that would do for it. */
  private double waitingWork;

  /** Weights of the clients with something waiting. */
  private double waitingWeight;

  /** Work that this class may claim by its minimum share. */
  double credit;

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The entry whose turn is next; null if none waits. */
  @Nullable Link first() {
    Line line = waiting.first();
    return line == null ? null : line.first;
  }

  double waitingWork() {
    return waitingWork;
  }

  /** The least counter of those who wait. */
  private double virtualTime() {
    Line least = waiting.first();
    return least == null ? 0 : least.rank;
  }

  /** The client's line, a new one if it has none. */
  Line line(Object client, long order) {
    Line line = lines.get(client);
    if (line == null) {
      line = new Line(client, period, virtualTime(), order);
      lines.put(client, line);
    }
    return line;
  }

  /**
   * @param work that it adds to what waits at this station
   */
  void add(Link link, double weight, double work) {
    Line line = link.line;
    if (line.isEmpty()) {
      if (line.position >= 0) {
        ahead.remove(line);
      }
      line.rank = Math.max(line.rank, virtualTime());
      line.append(link);
      waiting.add(line);
      waitingWeight += weight;
    } else {
      line.append(link);
      waitingWeight += weight - line.weight;
    }
    line.weight = weight;
    line.waitingWork += work;
    waitingWork += work;
  }

  /** Takes an entry out of its line. */
  void remove(Link link, double work) {
    Line line = link.line;
    line.remove(link);
    line.waitingWork = Math.max(0, line.waitingWork - work);
    waitingWork = Math.max(0, waitingWork - work);
    if (line.isEmpty()) {
      line.waitingWork = 0;
      waiting.remove(line);
      waitingWeight = Math.max(0, waitingWeight - line.weight);
      if (waiting.isEmpty()) {
        forgetAll();
      } else {
        keepIfAhead(line);
      }
    }
    forgetOvertaken();
  }

  /** Moves the counter of somebody on of whom something waits. */
  void charge(Line line, double charge) {
    largestCharge = Math.max(largestCharge, charge);
    waiting.rank(line, line.rank + charge);
    double most = virtualTime() + REACH * largestCharge;
    if (line.rank > most) {
      waiting.rank(line, most);
    }
    forgetOvertaken();
  }

  /**
   * Corrects the counter of somebody who was served.
   *
   * @param served the line in which the entry stood
   * @param charge what it used more than was charged; negative if less
   */
  void correct(Line served, double charge) {
    Line known = lines.get(served.client);
    if (known != null && !known.isEmpty()) {
      charge(known, charge);
      return;
    }
    if (served.period != period || waiting.isEmpty()) {
      return; // nobody who competed with it waits any more
    }
    Line idle = known == null ? served : known;
    if (idle.position >= 0) {
      ahead.remove(idle);
    }
    idle.rank = Math.min(idle.rank + charge, virtualTime() + REACH * largestCharge);
    lines.put(idle.client, idle);
    keepIfAhead(idle);
  }

  private void keepIfAhead(Line line) {
    if (line.rank <= virtualTime()) {
      lines.remove(line.client);
      return;
    }
    ahead.add(line);
    Line least = ahead.first();
    if (ahead.size() > MOST_AHEAD && least != null) {
      ahead.remove(least);
      lines.remove(least.client);
    }
  }

  private void forgetOvertaken() {
    double now = virtualTime();
    for (Line line = ahead.first(); line != null && line.rank <= now; line = ahead.first()) {
      ahead.remove(line);
      lines.remove(line.client);
    }
  }

  private void forgetAll() {
    ahead.clear();
    lines.clear();
    waitingWork = 0;
    waitingWeight = 0;
    largestCharge = 0;
    credit = 0;
    period++;
  }

  /**
   * How much of this class goes before a new entry of a client and with it, if all others who wait
   * go on waiting: while the client's own line moves up, they move up by their weights.
   *
   * @param share the part of the entry's work that would be waiting here
   */
  double untilServed(Object client, double weight, double work, double share) {
    double own = work * share;
    double others = waitingWeight;
    double lead = 0;
    Line line = lines.get(client);
    if (line != null) {
      own += line.waitingWork;
      others = Math.max(0, others - (line.isEmpty() ? 0 : line.weight));
      lead = Math.max(0, line.rank - virtualTime()) * share;
    }
    return own * (weight + others) / weight + lead * others;
  }
}
