package io.colophon.benchmarks.simulation.traffic;

/**
 * One generation that somebody asks for.
 *
 * @param id counts from 0 in order of arrival
 * @param arrivalNanos when
 * @param input tokens to read; may be 0
 * @param output tokens to write; at least 1; no router knows it
 * @param prefix hashes of the input's blocks, each also standing for all before it
 * @param group whose it is: region of residence, tenant or session, as the scenario says
 */
public record Request(int id, long arrivalNanos, int input, int output, long[] prefix, int group) {
  /** How many input tokens one prefix hash stands for. */
  public static final int BLOCK = 64;

  private static final long[] NO_PREFIX = {};

  /** A request without a prefix that anybody shares. */
  public static Request plain(int id, long arrivalNanos, int input, int output) {
    return new Request(id, arrivalNanos, input, output, NO_PREFIX, 0);
  }
}
