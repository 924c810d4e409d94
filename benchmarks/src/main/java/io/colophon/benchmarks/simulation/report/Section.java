package io.colophon.benchmarks.simulation.report;

import java.util.List;

/**
 * What one scenario says.
 *
 * @param name in file names and markers
 * @param tables in order
 * @param goals with what became of them
 * @param plots in order
 */
public record Section(String name, List<Table> tables, List<Goal> goals, List<Plot> plots) {

  public Section {
    tables = List.copyOf(tables);
    goals = List.copyOf(goals);
    plots = List.copyOf(plots);
  }

  /** For a terminal. */
  public String plain() {
    StringBuilder text = new StringBuilder();
    tables.forEach(table -> text.append(table.plain()).append('\n'));
    if (!goals.isEmpty()) {
      text.append(Table.of(goals).plain());
    }
    return text.toString();
  }

  /** For a document one folder above {@code images}. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    if (!goals.isEmpty()) {
      text.append(Table.of(goals).markdown()).append('\n');
    }
    tables.forEach(table -> text.append(table.markdown()).append('\n'));
    plots.forEach(
        plot ->
            text.append("![")
                .append(plot.title())
                .append("](images/")
                .append(plot.fileName())
                .append(")\n\n"));
    return text.toString().stripTrailing() + "\n";
  }
}
