package io.colophon.benchmarks.simulation.fleet;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntToDoubleFunction;

/**
 * A node at work. All slots run at one speed, which a stall lowers for what is running too: the
 * node counts how much one slot would have written so far, and each milestone of a job is a point
 * on that count.
 */
public final class Node {
  // A milestone this near is reached; far below one token, far above rounding.
  private static final double NEAR = 1e-6;

  private record Milestone(double at, long order, Job job, boolean end) {}

  private final VirtualTime time;
  private final NodeSpec spec;
  private final StallKind stallKind;
  private final ArrayDeque<Job> queue = new ArrayDeque<>();
  private final List<Job> running = new ArrayList<>();
  private final PriorityQueue<Milestone> milestones =
      new PriorityQueue<>(
          Comparator.comparingDouble(Milestone::at).thenComparingLong(Milestone::order));
  private final IntToDoubleFunction crowding;
  private double stall = 1;
  private double perNano;
  private double startFactor = 1;
  private double written;
  private long writtenAt;
  private long order;
  private long wake;
  private double busySlotSeconds;
  private int served;

  public Node(VirtualTime time, NodeSpec spec, StallKind stallKind) {
    this(time, spec, stallKind, running -> 1);
  }

  /**
   * @param crowding by how many run at once: how many times slower each is than alone
   */
  public Node(VirtualTime time, NodeSpec spec, StallKind stallKind, IntToDoubleFunction crowding) {
    this.time = time;
    this.spec = spec;
    this.stallKind = stallKind;
    this.crowding = crowding;
    this.perNano = spec.tokensPerSecond() / VirtualTime.SECOND;
  }

  public NodeSpec spec() {
    return spec;
  }

  StallKind stallKind() {
    return stallKind;
  }

  /** Takes a job: runs it now, or when a slot is free. */
  public void submit(Job job) {
    advance();
    if (running.size() < spec.slots()) {
      start(job);
      schedule();
    } else {
      queue.add(job);
    }
  }

  /** Gives a job up at once; its slot is free then. Harmless on one that is over. */
  public void cancel(Job job) {
    if (job.over) {
      return;
    }
    advance();
    job.over = true;
    if (job.running) {
      free(job);
      schedule();
    } else {
      queue.remove(job);
    }
  }

  /**
   * Begins or ends a stall.
   *
   * @param factor how many times slower than the nameplate; 1 is full speed
   */
  public void slowBy(double factor) {
    if (stallKind == StallKind.WHAT_STARTS) {
      startFactor = factor;
      return;
    }
    advance();
    stall = factor;
    schedule();
  }

  public int running() {
    return running.size();
  }

  public int queued() {
    return queue.size();
  }

  /** Jobs that ended here. */
  public int served() {
    return served;
  }

  /** Energy of the busy slots so far, in grams of CO2e. */
  public double grams() {
    return busySlotSeconds * spec.watts() / spec.slots() / 3.6e6 * spec.gramsPerKwh();
  }

  /** How many nanoseconds a job would take that ran alone for a span of a stall, then freely. */
  double nanosFor(double tokens, long stalledNanos, double factor) {
    double full = spec.tokensPerSecond() / VirtualTime.SECOND;
    if (stallKind == StallKind.WHAT_STARTS) {
      return tokens / full;
    }
    double written = stalledNanos * full / factor;
    return written >= tokens ? tokens / full * factor : stalledNanos + (tokens - written) / full;
  }

  /** What each running job has still to write, in tokens; in no order. For the oracle only. */
  public void remaining(Collection<Double> into) {
    advance();
    for (Job job : running) {
      into.add(Math.max(0, job.endsAt - written));
    }
  }

  /** Work of what waits, in tokens, in the order in which it will run. For the oracle only. */
  public double[] waitingWork() {
    double[] work = new double[queue.size()];
    int i = 0;
    for (Job job : queue) {
      work[i++] = job.expected;
    }
    return work;
  }

  private void start(Job job) {
    job.running = true;
    job.startedNanos = time.now();
    double prefill = job.answer.started();
    running.add(job);
    // The first token comes when the input is read and one token is written.
    double first = written + (prefill + Math.min(1, job.output)) * startFactor;
    job.endsAt = written + (prefill + job.output) * startFactor;
    milestones.add(new Milestone(first, order++, job, false));
    milestones.add(new Milestone(job.endsAt, order++, job, true));
  }

  private void free(Job job) {
    running.remove(job);
    busySlotSeconds += (double) (time.now() - job.startedNanos) / VirtualTime.SECOND;
    Job next = queue.poll();
    if (next != null) {
      start(next);
    }
  }

  private void advance() {
    written += (time.now() - writtenAt) * perNano;
    writtenAt = time.now();
  }

  private void schedule() {
    while (!milestones.isEmpty() && milestones.peek().job().over) {
      milestones.poll();
    }
    perNano =
        spec.tokensPerSecond()
            / VirtualTime.SECOND
            / stall
            / crowding.applyAsDouble(running.size());
    long mine = ++wake;
    if (!milestones.isEmpty()) {
      double tokens = Math.max(0, milestones.peek().at() - written);
      time.after((long) StrictMath.ceil(tokens / perNano), () -> woken(mine));
    }
  }

  private void woken(long mine) {
    if (mine != wake) {
      return; // the speed or the jobs changed since; another event stands for this one
    }
    advance();
    List<Runnable> tell = new ArrayList<>(2);
    while (!milestones.isEmpty() && milestones.peek().at() <= written + NEAR) {
      Milestone due = milestones.poll();
      Job job = due.job();
      if (job.over) {
        continue;
      }
      if (due.end()) {
        job.over = true;
        served++;
        free(job);
        tell.add(job.answer::ended);
      } else {
        tell.add(job.answer::firstOutput);
      }
    }
    schedule();
    tell.forEach(Runnable::run);
  }
}
