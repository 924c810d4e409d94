package io.colophon.benchmarks.simulation.queue;

import io.colophon.throttling.fairness.Answer;
import io.colophon.throttling.fairness.Ask;
import io.colophon.throttling.fairness.FairEntry;
import io.colophon.throttling.fairness.FairQueue;
import io.colophon.throttling.fairness.FairRules;
import io.colophon.throttling.fairness.ServicePace;
import io.colophon.throttling.fairness.Station;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway's own queue. */
public final class Fair implements Line {
  private final FairQueue<Visitor> queue;
  private final Station station;
  private final double[] weights;
  private final Map<Visitor, FairEntry<Visitor>> served = new HashMap<>();

  /**
   * @param most who may wait
   * @param places of the node
   * @param weights by tenant
   */
  public Fair(int most, int places, double... weights) {
    this.queue = new FairQueue<>(new FairRules(most, most, List.of(1.0)));
    // Without a pace nobody is refused for a deadline, which nobody has here.
    this.station = queue.station(new ServicePace(), () -> places);
    this.weights = weights.clone();
  }

  @Override
  public Optional<Visitor> enter(Visitor visitor, long now) {
    Ask ask =
        new Ask(
            visitor.tenant(), weights[visitor.tenant()], 0, visitor.expected(), Long.MAX_VALUE / 2);
    Answer<Visitor> answer = queue.enter(visitor, ask, List.of(station), now);
    if (answer instanceof Answer.Waits<Visitor> waits) {
      return waits.displaced().map(FairEntry::what);
    }
    return Optional.of(visitor);
  }

  @Override
  public Optional<Visitor> next(long now) {
    FairEntry<Visitor> entry = queue.next(station, now);
    if (entry == null) {
      return Optional.empty();
    }
    served.put(entry.what(), entry);
    return Optional.of(entry.what());
  }

  @Override
  public void settle(Visitor visitor, double work) {
    FairEntry<Visitor> entry = served.remove(visitor);
    if (entry != null) {
      queue.settle(entry, work);
    }
  }

  @Override
  public int waiting() {
    return queue.waiting();
  }
}
