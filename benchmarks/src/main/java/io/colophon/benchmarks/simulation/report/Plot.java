package io.colophon.benchmarks.simulation.report;

import java.util.ArrayList;
import java.util.List;

/** Lines over two axes. */
public final class Plot {

  /**
   * One line.
   *
   * @param name in the legend
   * @param xs rising
   * @param ys one for each x
   */
  public record Line(String name, double[] xs, double[] ys) {}

  /**
   * An axis.
   *
   * @param label with the unit
   * @param logarithmic whether equal ratios are equally wide; then everything is above 0
   */
  public record Axis(String label, boolean logarithmic) {}

  private final String name;
  private final String title;
  private final Axis across;
  private final Axis up;
  private final List<Line> lines = new ArrayList<>();

  public Plot(String name, String title, Axis across, Axis up) {
    this.name = name;
    this.title = title;
    this.across = across;
    this.up = up;
  }

  public Plot line(String called, double[] xs, double[] ys) {
    lines.add(new Line(called, xs, ys));
    return this;
  }

  /** The share of a sample that lasts longer than x, both on logarithmic axes. */
  public Plot longerThan(String called, Sample sample) {
    int points = 120;
    double[] xs = new double[points];
    double[] ys = new double[points];
    for (int i = 0; i < points; i++) {
      ys[i] = StrictMath.pow(10, -4.0 * i / (points - 1));
      xs[i] = Math.max(1e-3, sample.quantile(1 - ys[i]));
    }
    return line(called, xs, ys);
  }

  /** A plot for {@link #longerThan}. */
  public static Plot ofTails(String name, String title, String label) {
    return new Plot(
        name, title, new Axis(label, true), new Axis("share of requests that take longer", true));
  }

  String title() {
    return title;
  }

  /** Where its picture goes, within the images. */
  public String fileName() {
    return "simulation-" + name + ".svg";
  }

  Axis across() {
    return across;
  }

  Axis up() {
    return up;
  }

  List<Line> lines() {
    return lines;
  }

  /** The picture. */
  public String svg() {
    return new SvgWriter(this).write();
  }
}
