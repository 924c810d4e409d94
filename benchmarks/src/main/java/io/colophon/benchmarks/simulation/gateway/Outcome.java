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

  Outcome(List<Request> requests) {
    this.requests = requests;
    this.first = new long[requests.size()];
    this.end = new long[requests.size()];
    this.node = new int[requests.size()];
    Arrays.fill(node, -1);
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
