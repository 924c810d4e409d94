package io.colophon.gateway.routing;

import io.colophon.gateway.resilience.OutlierEjection;
import io.colophon.gateway.routing.policy.Candidates;
import io.colophon.gateway.routing.policy.TargetLoad;
import java.util.BitSet;
import java.util.List;

/** The targets of one plan as its policy sees them. Not thread-safe. */
final class PlanCandidates implements Candidates {
  private final List<RoutePlan.RankedTarget> targets;
  private final OutlierEjection outliers;
  private final BitSet tried;

  private ExpectedCosts costs;
  private int tier;
  private long nowNanos;

  PlanCandidates(
      List<RoutePlan.RankedTarget> targets, ExpectedCosts costs, OutlierEjection outliers) {
    this.targets = targets;
    this.costs = costs;
    this.outliers = outliers;
    this.tried = new BitSet(targets.size());
  }

  /**
   * Lets the policy see one tier as it stands now.
   *
   * @return whether there is any target in it
   */
  boolean look(int which, long now) {
    tier = which;
    nowNanos = now;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).tier() == which) {
        return true;
      }
    }
    return false;
  }

  void costs(ExpectedCosts known) {
    costs = known;
  }

  void tried(Target target) {
    int index = indexOf(target);
    if (index >= 0) {
      tried.set(index);
    }
  }

  void giveBack(Target target) {
    int index = indexOf(target);
    if (index >= 0) {
      tried.clear(index);
    }
  }

  boolean mayTry(Target target, long now) {
    int index = indexOf(target);
    return index >= 0 && mayTry(index, now);
  }

  private boolean mayTry(int index, long now) {
    return !tried.get(index)
        && target(index).health().mayTry(now)
        && outliers.isOpen(number(index), now);
  }

  long priceOf(Target target) {
    return costs.nanoPrice(target);
  }

  private int indexOf(Target target) {
    for (int i = 0; i < targets.size(); i++) {
      if (target(i) == target) {
        return i;
      }
    }
    return -1;
  }

  private Target target(int index) {
    return targets.get(index).target();
  }

  @Override
  public int size() {
    return targets.size();
  }

  @Override
  public boolean isOpen(int index) {
    return targets.get(index).tier() == tier
        && mayTry(index, nowNanos)
        && target(index).health().room().hasRoom();
  }

  @Override
  public int number(int index) {
    return target(index).share().number();
  }

  @Override
  public long key(int index) {
    return target(index).share().key();
  }

  @Override
  public TargetLoad load(int index) {
    return target(index).health().load();
  }

  @Override
  public double capacity(int index) {
    double configured = target(index).share().capacity();
    return configured > 0 ? configured : load(index).capacity();
  }

  @Override
  public double weight(int index) {
    return target(index).share().weight();
  }

  @Override
  public long nanoPrice(int index) {
    return costs.nanoPrice(target(index));
  }

  @Override
  public double gramsCo2e(int index) {
    return costs.gramsCo2e(target(index));
  }
}
