package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.traffic.Request;
import java.util.Arrays;
import java.util.List;

/** What came of every request of a run. */
public final class Outcome {
  private final List<Request> requests;
  private final long[] first;
  private final long[] end;
  final long[] soonest;
  final int[] node;
  long attempts;
  long limited;
  long whileResting;
  long hedges;
  double cost;
  double burnt;
  long promptBlocks;
  long cachedBlocks;
  double grams;
  int failed;
  private long[] sentAt;
  private int[] sentTo;
  private int sends;

  Outcome(List<Request> requests) {
    this.requests = requests;
    this.first = new long[requests.size()];
    this.end = new long[requests.size()];
    this.soonest = new long[requests.size()];
    this.node = new int[requests.size()];
    Arrays.fill(node, -1);
    this.sentAt = new long[requests.size() + 16];
    this.sentTo = new int[requests.size() + 16];
  }

  void sent(int to, long now) {
    attempts++;
    if (sends == sentAt.length) {
      sentAt = Arrays.copyOf(sentAt, 2 * sends);
      sentTo = Arrays.copyOf(sentTo, 2 * sends);
    }
    sentAt[sends] = now;
    sentTo[sends++] = to;
  }

  /** Attempts sent to a node from a moment on and before another, in nanoseconds. */
  public int sentTo(int to, long from, long before) {
    int first = lowerBound(from);
    int count = 0;
    for (int i = first; i < sends && sentAt[i] < before; i++) {
      count += sentTo[i] == to ? 1 : 0;
    }
    return count;
  }

  private int lowerBound(long moment) {
    int low = 0;
    int high = sends;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sentAt[middle] < moment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  void firstOutput(Request request, int from, long now) {
    first[request.id()] = now - request.arrivalNanos();
    node[request.id()] = from;
  }

  void ended(Request request, long now) {
    end[request.id()] = now - request.arrivalNanos();
  }

  /** Seconds from arrival to the last output, of those that were served, in order of arrival. */
  public double[] latencies() {
    return served(end);
  }

  /** Seconds from arrival to the first output, likewise. */
  public double[] firstOutputs() {
    return served(first);
  }

  /**
   * The same as if each request had been sent at once to the node where its first output would have
   * come first as well, and that had cost nothing and kept nobody waiting: no second attempt does
   * better. Only of a run that was told to find out.
   */
  public double[] firstOutputsAtBest() {
    long[] best = first.clone();
    for (int i = 0; i < best.length; i++) {
      if (soonest[i] > 0) {
        best[i] = Math.min(best[i], soonest[i]);
      }
    }
    return served(best);
  }

  private double[] served(long[] nanos) {
    double[] seconds = new double[nanos.length];
    int count = 0;
    for (long value : nanos) {
      if (value > 0) {
        seconds[count++] = (double) value / VirtualTime.SECOND;
      }
    }
    return Arrays.copyOf(seconds, count);
  }

  /** The node that a request was answered by; -1 if by none. */
  public int node(int request) {
    return node[request];
  }

  public List<Request> requests() {
    return requests;
  }

  /** Requests that nobody answered. */
  public int failed() {
    return failed;
  }

  /** Attempts, hedges and retries among them. */
  public long attempts() {
    return attempts;
  }

  /** Attempts that were refused with 429. */
  public long limited() {
    return limited;
  }

  /** Attempts sent to a node within the Retry-After it had announced before. */
  public long whileResting() {
    return whileResting;
  }

  public long hedges() {
    return hedges;
  }

  /** What losers of hedges burnt, as a share of what everything cost. */
  public double burntShare() {
    return cost == 0 ? 0 : burnt / cost;
  }

  /** Share of the prompts' blocks that were read from a cache. */
  public double hitRate() {
    return promptBlocks == 0 ? 0 : (double) cachedBlocks / promptBlocks;
  }

  /** CO2e of a request in the mean. */
  public double gramsPerRequest() {
    return grams / requests.size();
  }
}
