package io.colophon.metering.estimate;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Renders a result as aligned text. */
final class EstimateText {
  private EstimateText() {}

  static String render(EstimateResult result) {
    List<String[]> lines = new ArrayList<>();
    int name = 0;
    int value = 0;
    for (EstimateRow row : result.rows()) {
      String[] cells = {row.name(), value(row), origin(row)};
      name = Math.max(name, cells[0].length());
      value = Math.max(value, cells[1].length());
      lines.add(cells);
    }
    StringBuilder text = new StringBuilder(result.title()).append('\n');
    for (String[] cells : lines) {
      text.append("  ")
          .append(cells[0])
          .append(" ".repeat(name - cells[0].length() + 2))
          .append(cells[1])
          .append(" ".repeat(value - cells[1].length() + 2))
          .append(cells[2])
          .append('\n');
    }
    for (String note : result.notes()) {
      text.append("note: ").append(note).append('\n');
    }
    return text.toString();
  }

  private static String value(EstimateRow row) {
    if (!(row.figure() instanceof Figure.Known known)) {
      return "unknown";
    }
    Interval value = known.value();
    String best = Numbers.readable(value.best()) + " " + row.unit();
    return value.isPoint()
        ? best
        : best + " (" + Numbers.readable(value.low()) + ".." + Numbers.readable(value.high()) + ")";
  }

  private static String origin(EstimateRow row) {
    String origin =
        row.figure() instanceof Figure.Known known
            ? known.method().tag() + ": " + known.basis()
            : ((Figure.Unknown) row.figure()).reason();
    return row.note().isEmpty() ? origin : origin + "; " + row.note();
  }
}
