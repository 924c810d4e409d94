package io.colophon.metering.estimate;

import java.util.List;

/**
 * What an estimate or a scenario gave.
 *
 * @param title what it is about
 * @param rows in the order to be shown
 * @param notes assumptions, in the order to be shown
 */
public record EstimateResult(String title, List<EstimateRow> rows, List<String> notes) {
  public EstimateResult {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** The row of that name. */
  public EstimateRow row(String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no row '" + name + "' in " + title));
  }

  /** For people: a table in plain text, ending with a line break. */
  public String toText() {
    return EstimateText.render(this);
  }

  /** For machines: one JSON object. Unknown figures have {@code "value":null} and a reason. */
  public String toJson() {
    return EstimateJson.render(this);
  }
}
