package io.colophon.benchmarks.simulation.report;

/**
 * What a figure should be, and what it is.
 *
 * @param id of the goal, for instance {@code R1}
 * @param what is measured
 * @param mark what it should be
 * @param figure what it is, with its spread over seeds
 * @param reached whether the worst seed is within the mark
 */
public record Goal(String id, String what, String mark, String figure, boolean reached) {

  /** At most so much, by the worst seed. */
  public static Goal most(String id, String what, double mark, Seeds figure, int decimals) {
    return new Goal(
        id,
        what,
        "at most " + Seeds.number(mark, decimals),
        figure.show(decimals),
        figure.most() <= mark);
  }

  /** At least so much, by the worst seed. */
  public static Goal least(String id, String what, double mark, Seeds figure, int decimals) {
    return new Goal(
        id,
        what,
        "at least " + Seeds.number(mark, decimals),
        figure.show(decimals),
        figure.least() >= mark);
  }

  /** The same of a share, in per cent. */
  public static Goal mostPercent(String id, String what, double mark, Seeds figure, int decimals) {
    return new Goal(
        id,
        what,
        "at most " + Seeds.number(100 * mark, decimals) + " %",
        figure.percent(decimals),
        figure.most() <= mark);
  }

  /** The same of a share, in per cent. */
  public static Goal leastPercent(String id, String what, double mark, Seeds figure, int decimals) {
    return new Goal(
        id,
        what,
        "at least " + Seeds.number(100 * mark, decimals) + " %",
        figure.percent(decimals),
        figure.least() >= mark);
  }

  /** None at all. */
  public static Goal none(String id, String what, Seeds figure) {
    return new Goal(id, what, "0", figure.show(0), figure.most() == 0);
  }

  String verdict() {
    return reached ? "reached" : "missed";
  }
}
