package io.colophon.gateway.resilience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Leaves out targets of a route that stand out badly among their peers: by failures in a row, by a
 * larger share of failures, or by a longer time to the first output. Peers are the targets of the
 * route that run the same model. However many stand out, only so many are left out, those first
 * that were ejected first; what the others do, they do with everybody's requests. One on trial does
 * not count among them: it may always be left out, and takes nobody's place. After its time a
 * target is tried with one request at a time. Thread-safe.
 */
public final class OutlierEjection {
  /** At most half of a route's targets are left out. */
  public static final double HALF = 0.5;

  private static final int FEWEST_PEERS = 2;

  private final List<Member> members;
  private final int mostOut;

  /**
   * A target of the route.
   *
   * @param standing the same in every route that it stands in
   * @param model only targets of one model are compared with each other
   * @param onTrial whether others answer whatever it does not
   */
  public record Member(Standing standing, String model, boolean onTrial) {

    /** An ordinary target. */
    public Member(Standing standing, String model) {
      this(standing, model, false);
    }
  }

  /**
   * @param mostOut share of the members not on trial that may be left out, 0 to 1, rounded down
   */
  public OutlierEjection(List<Member> members, double mostOut) {
    this.members = List.copyOf(members);
    long ordinary = members.stream().filter(member -> !member.onTrial()).count();
    this.mostOut = (int) Math.floor(ordinary * mostOut);
  }

  /** Whether a request may go to a target now. Costs one read while it is in. */
  public boolean isOpen(int index, long nowNanos) {
    Standing standing = standing(index);
    return !standing.isOut() || !isLeftOut(index) || standing.mayBeTried(nowNanos);
  }

  /**
   * A request is about to go there; false if it may not, since another one tries the target now.
   * After true follows one of {@link #succeeded}, {@link #failed} and {@link #nothingLearnt}.
   */
  public boolean tryEnter(int index, long nowNanos) {
    Standing standing = standing(index);
    return !standing.isOut() || standing.tryTrial(nowNanos) || !isLeftOut(index);
  }

  /** The attempt ended for reasons of ours or of the caller's. */
  public void nothingLearnt(int index) {
    standing(index).nothingLearnt();
  }

  /**
   * The attempt went well.
   *
   * @param latencyNanos to its first output, by the length of its prompt where that is known;
   *     {@link Standing#NO_LATENCY} if that says nothing
   */
  public void succeeded(int index, long latencyNanos, long nowNanos) {
    Standing standing = standing(index);
    standing.counted(false, latencyNanos, nowNanos);
    if (standing.isOut()) {
      if (isTooSlow(index, latencyNanos, nowNanos)) {
        standing.eject(nowNanos);
      } else {
        standing.passedTrial(nowNanos);
      }
    } else {
      compare(index, nowNanos);
    }
  }

  /** The target failed. */
  public void failed(int index, long nowNanos) {
    Standing standing = standing(index);
    standing.counted(true, Standing.NO_LATENCY, nowNanos);
    if (standing.isOut() || standing.failsInRow()) {
      standing.eject(nowNanos);
    } else {
      compare(index, nowNanos);
    }
  }

  /** Whether a target is left out or on trial now. */
  public boolean isEjected(int index) {
    return standing(index).isOut() && isLeftOut(index);
  }

  /** How often a target was ejected since the start, by whatever route. */
  public long ejections(int index) {
    return standing(index).ejections();
  }

  /** How many are left out or on trial now. */
  public int leftOut() {
    int out = 0;
    int onTrial = 0;
    for (Member member : members) {
      int one = member.standing().isOut() ? 1 : 0;
      onTrial += member.onTrial() ? one : 0;
      out += member.onTrial() ? 0 : one;
    }
    return Math.min(out, mostOut) + onTrial;
  }

  private Standing standing(int index) {
    return members.get(index).standing();
  }

  /** Whether it is among those that were ejected first. */
  private boolean isLeftOut(int index) {
    if (members.get(index).onTrial()) {
      return true;
    }
    long at = standing(index).ejectedAt();
    int before = 0;
    for (int i = 0; i < members.size(); i++) {
      Standing other = standing(i);
      if (i != index && !members.get(i).onTrial() && other.isOut()) {
        long sooner = at - other.ejectedAt();
        before += sooner > 0 || (sooner == 0 && i < index) ? 1 : 0;
      }
    }
    return before < mostOut;
  }

  private void compare(int index, long nowNanos) {
    Standing standing = standing(index);
    if (!standing.isDue(nowNanos)) {
      return;
    }
    Standing.Figures own = standing.figures(nowNanos);
    if (isTooSlow(index, own.latencyNanos(), nowNanos)
        || failsMore(index, own.failureShare(), nowNanos)) {
      standing.eject(nowNanos);
    }
  }

  private boolean isTooSlow(int index, long latencyNanos, long nowNanos) {
    double factor = standing(index).settings().latencyFactor();
    if (factor == 0 || latencyNanos < 0) {
      return false;
    }
    double[] others =
        peers(index, nowNanos).stream()
            .filter(peer -> peer.latencyNanos() >= 0)
            .mapToDouble(Standing.Figures::latencyNanos)
            .toArray();
    return others.length >= FEWEST_PEERS && latencyNanos > factor * median(others);
  }

  private boolean failsMore(int index, double failureShare, long nowNanos) {
    double margin = standing(index).settings().failureMargin();
    if (margin == 0 || failureShare < margin) {
      return false;
    }
    double[] others =
        peers(index, nowNanos).stream().mapToDouble(Standing.Figures::failureShare).toArray();
    return others.length >= FEWEST_PEERS && failureShare > median(others) + margin;
  }

  /** Those of the same model that are in and were asked often enough. */
  private List<Standing.Figures> peers(int index, long nowNanos) {
    List<Standing.Figures> found = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Standing other = standing(i);
      if (i != index
          && !other.isOut()
          && members.get(i).model().equals(members.get(index).model())) {
        Standing.Figures figures = other.figures(nowNanos);
        if (figures.attempts() >= standing(index).settings().minimumAttempts()) {
          found.add(figures);
        }
      }
    }
    return found;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
