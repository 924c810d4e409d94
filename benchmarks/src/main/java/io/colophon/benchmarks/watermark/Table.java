package io.colophon.benchmarks.watermark;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what could be read, by attack and kind, and prints it as Markdown. */
final class Table {
  private final List<String> kinds = new ArrayList<>();
  private final Map<String, Map<String, int[]>> rows = new LinkedHashMap<>();

  void add(String attack, String kind, boolean right) {
    if (!kinds.contains(kind)) {
      kinds.add(kind);
    }
    int[] counts =
        rows.computeIfAbsent(attack, name -> new LinkedHashMap<>())
            .computeIfAbsent(kind, name -> new int[2]);
    counts[right ? 0 : 1]++;
  }

  void print(PrintWriter out, String title) {
    out.println();
    out.println("| " + title + " | " + String.join(" | ", kinds) + " | all |");
    out.println("|---" + "|---:".repeat(kinds.size() + 1) + "|");
    rows.forEach(
        (attack, row) -> {
          StringBuilder line = new StringBuilder("| ").append(attack);
          int right = 0;
          int all = 0;
          for (String kind : kinds) {
            int[] counts = row.getOrDefault(kind, new int[2]);
            right += counts[0];
            all += counts[0] + counts[1];
            line.append(" | ").append(counts[0]).append('/').append(counts[0] + counts[1]);
          }
          line.append(String.format(Locale.ROOT, " | %.1f %% |", 100.0 * right / all));
          out.println(line);
        });
    out.flush();
  }
}
