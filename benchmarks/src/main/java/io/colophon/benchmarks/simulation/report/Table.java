package io.colophon.benchmarks.simulation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of text under a head; the first column is left-aligned, the others right-aligned. */
public final class Table {
  private final String title;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String title, String... head) {
    this.title = title;
    rows.add(List.of(head));
  }

  public Table row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells under a head of " + rows.get(0).size());
    }
    rows.add(List.of(cells));
    return this;
  }

  static Table of(List<Goal> goals) {
    Table table = new Table("Goals", "goal", "figure", "should be", "is", "verdict");
    goals.forEach(
        goal -> table.row(goal.id(), goal.what(), goal.mark(), goal.figure(), goal.verdict()));
    return table;
  }

  /** For a terminal. */
  public String plain() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(title).append('\n');
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++) {
        String gap = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + gap : gap + row.get(i)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** For documents. */
  public String markdown() {
    StringBuilder text = new StringBuilder("**").append(title).append("**\n\n");
    String[] rule = new String[rows.get(0).size()];
    Arrays.fill(rule, "--:");
    rule[0] = ":--";
    line(text, rows.get(0));
    line(text, List.of(rule));
    rows.subList(1, rows.size()).forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
