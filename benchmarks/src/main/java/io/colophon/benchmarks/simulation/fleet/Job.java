package io.colophon.benchmarks.simulation.fleet;

/**
 * One generation on one node. Work is counted in output tokens; reading the input is work of the
 * same slot.
 */
public final class Job {

  /** What the node tells; comes in virtual time. */
  public interface Answer {
    /** A slot begins with it; what is returned is the work of reading the input. */
    double started();

    void firstOutput();

    void ended();
  }

  final double output;
  final double expected;
  final Answer answer;
  double endsAt;
  long startedNanos;
  boolean running;
  boolean over;

  /**
   * @param output tokens to write; above 0
   * @param expected all its work if nothing of the input is cached
   */
  public Job(double output, double expected, Answer answer) {
    this.output = output;
    this.expected = expected;
    this.answer = answer;
  }

  /** Whether it has ended or was cancelled. */
  public boolean isOver() {
    return over;
  }
}
