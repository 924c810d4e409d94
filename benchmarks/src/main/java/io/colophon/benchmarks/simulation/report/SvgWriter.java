package io.colophon.benchmarks.simulation.report;

import java.util.List;
import java.util.Locale;

/** Draws a plot on a ground of its own, so that it reads the same on a light and a dark page. */
final class SvgWriter {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int RIGHT = 560;
  private static final int TOP = 44;
  private static final int BOTTOM = 344;
  private static final String INK = "#24292f";
  private static final String GRID = "#d8dee4";
  // Told apart also by those who see colours differently (Okabe and Ito, 2008), and by dashes.
  private static final List<String> COLOURS =
      List.of(
          "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#6e7781", "#000000");
  private static final List<String> DASHES = List.of("none", "7 3", "2 3");

  private final Plot plot;
  private final Scale across;
  private final Scale up;
  private final StringBuilder svg = new StringBuilder();

  SvgWriter(Plot plot) {
    this.plot = plot;
    this.across = scale(plot.across(), true, LEFT, RIGHT);
    this.up = scale(plot.up(), false, BOTTOM, TOP);
  }

  private Scale scale(Plot.Axis axis, boolean ofX, double from, double to) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (Plot.Line line : plot.lines()) {
      for (double value : ofX ? line.xs() : line.ys()) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return Scale.of(axis.logarithmic(), least, most, from, to);
  }

  String write() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    add("<title>%s</title>", escape(plot.title()));
    add("<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    text(LEFT, 24, "start", "font-weight=\"bold\" font-size=\"14\"", plot.title());
    axes();
    for (int i = 0; i < plot.lines().size(); i++) {
      line(plot.lines().get(i), i);
    }
    add("</svg>");
    return svg.toString();
  }

  private void axes() {
    for (double tick : across.ticks()) {
      double x = across.place(tick);
      rule(x, TOP, x, BOTTOM);
      text(x, BOTTOM + 18, "middle", "", Scale.show(tick));
    }
    for (double tick : up.ticks()) {
      double y = up.place(tick);
      rule(LEFT, y, RIGHT, y);
      text(LEFT - 8, y + 4, "end", "", Scale.show(tick));
    }
    text((LEFT + RIGHT) / 2.0, BOTTOM + 40, "middle", "", plot.across().label());
    text(
        0,
        0,
        "middle",
        String.format(
            Locale.ROOT, "transform=\"translate(18 %d) rotate(-90)\"", (TOP + BOTTOM) / 2),
        plot.up().label());
  }

  private void line(Plot.Line line, int index) {
    String look =
        String.format(
            Locale.ROOT,
            "stroke=\"%s\" stroke-dasharray=\"%s\" stroke-width=\"2\" fill=\"none\"",
            COLOURS.get(index % COLOURS.size()),
            DASHES.get(index % DASHES.size()));
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.xs().length; i++) {
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", across.place(line.xs()[i]), up.place(line.ys()[i])));
    }
    add("<polyline points=\"%s\" %s/>", points.toString().strip(), look);
    int y = TOP + 10 + 22 * index;
    add("<path d=\"M%d %dh26\" %s/>", RIGHT + 16, y, look);
    text(RIGHT + 50, y + 4, "start", "", line.name());
  }

  private void rule(double x1, double y1, double x2, double y2) {
    add("<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, GRID);
  }

  private void text(double x, double y, String anchor, String more, String words) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\" %s>%s</text>",
        x, y, anchor, INK, more, escape(words));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
