package io.colophon.gateway.conformance;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows a report to people: one page without scripts and without anything from elsewhere. */
public final class ReportPage {
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;"
          + "color:#1c2430}h1{font-size:1.7rem}h2{font-size:1.15rem;margin-top:2rem;"
          + "border-bottom:1px solid #cfd6e0}table{border-collapse:collapse;width:100%;"
          + "font-size:.85rem}th,td{border:1px solid #dde3ea;padding:.3rem .5rem;text-align:left;"
          + "vertical-align:top;overflow-wrap:anywhere}th{background:#f1f4f8}"
          + "tr.open td{background:#fff0ee}code{font-size:.95em}dt{font-weight:600}"
          + "dd{margin:0 0 .4rem 0}@media print{body{margin:0}}";

  private ReportPage() {}

  /** The page, UTF-8. */
  public static String of(Map<String, Object> report) {
    StringBuilder out = new StringBuilder(16_384);
    String title = "Labelling conformance: " + report.get("regime");
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(text(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(text(title))
        .append("</h1>\n<p>Made ")
        .append(text(report.get("made")))
        .append(", outputs ")
        .append(span(report))
        .append(".</p>\n");
    section(out, "Requirements");
    requirements(out, list(report.get("requirements")));
    section(out, "Counts");
    facts(out, map(report.get("counts")));
    section(out, "Configuration, keys and references");
    facts(out, map(report.get("configuration")));
    section(out, "Log and retention");
    facts(out, map(report.get("log")));
    facts(out, map(report.get("retention")));
    section(out, "Copies without the label that people see or hear");
    table(out, list(report.get("copiesWithoutShownLabel")));
    section(out, "Outputs");
    table(out, list(report.get("outputs")));
    out.append("<p>Not listed: ").append(text(report.get("outputsNotListed"))).append("</p>\n");
    return out.append("</body></html>\n").toString();
  }

  private static String span(Map<String, Object> report) {
    Object from = report.get("from");
    Object to = report.get("to");
    return (from == null || from.equals("") ? "from the first" : "from " + text(from))
        + (to == null || to.equals("") ? " to the last" : " to before " + text(to));
  }

  private static void section(StringBuilder out, String title) {
    out.append("<h2>").append(text(title)).append("</h2>\n");
  }

  private static void requirements(StringBuilder out, List<?> rows) {
    out.append("<table><tr><th>id</th><th>requirement</th><th>asked</th><th>met</th>")
        .append("<th>exceptions (records)</th></tr>\n");
    for (Object each : rows) {
      Map<?, ?> row = map(each);
      boolean open = !String.valueOf(row.get("asked")).equals(String.valueOf(row.get("met")));
      out.append(open ? "<tr class=\"open\">" : "<tr>");
      for (String key : List.of("id", "text", "asked", "met", "exceptions")) {
        out.append("<td>").append(value(row.get(key))).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }

  private static void facts(StringBuilder out, Map<?, ?> facts) {
    out.append("<dl>");
    facts.forEach(
        (name, value) ->
            out.append("<dt>")
                .append(text(name))
                .append("</dt><dd>")
                .append(value(value))
                .append("</dd>"));
    out.append("</dl>\n");
  }

  private static void table(StringBuilder out, List<?> rows) {
    if (rows.isEmpty()) {
      out.append("<p>None.</p>\n");
      return;
    }
    Set<Object> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(map(row).keySet()));
    out.append("<table><tr>");
    columns.forEach(column -> out.append("<th>").append(text(column)).append("</th>"));
    out.append("</tr>\n");
    for (Object row : rows) {
      out.append("<tr>");
      for (Object column : columns) {
        out.append("<td>").append(value(map(row).get(column))).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }

  private static String value(@org.jspecify.annotations.Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      StringBuilder out = new StringBuilder();
      map.forEach(
          (name, each) ->
              out.append(out.isEmpty() ? "" : "<br>")
                  .append(text(name))
                  .append(": ")
                  .append(value(each)));
      return out.toString();
    }
    if (value instanceof Collection<?> items) {
      StringBuilder out = new StringBuilder();
      items.forEach(each -> out.append(out.isEmpty() ? "" : ", ").append(value(each)));
      return out.toString();
    }
    return value == null ? "" : text(value);
  }

  private static Map<?, ?> map(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String text(@org.jspecify.annotations.Nullable Object value) {
    return String.valueOf(value)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
