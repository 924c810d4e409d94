package io.colophon.gateway.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lines of a page of Prometheus, by what stands before the value. */
final class Page {
  private Page() {}

  static Map<String, Double> lines(GatewayMetrics metrics) {
    Map<String, Double> lines = new LinkedHashMap<>();
    for (String line : metrics.page(null).text().split("\n")) {
      if (!line.startsWith("#")) {
        int space = line.lastIndexOf(' ');
        lines.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
      }
    }
    return lines;
  }

  static double bound(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  /** Sum of all series of a name. */
  static double sum(GatewayMetrics metrics, String name) {
    return lines(metrics).entrySet().stream()
        .filter(line -> line.getKey().equals(name) || line.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
