package io.colophon.gateway.signals;

import io.colophon.gateway.config.ServerKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page in the Prometheus text format 0.0.4 as it comes, whoever wrote it: lines that are
 * too long, malformed or of no interest are passed over, and memory is bounded by one line. Not
 * thread-safe.
 */
final class MetricsPage {
  private static final int LONGEST_LINE = 16 * 1024;

  private final ServerKind kind;
  private final double[] values = new double[Gauge.values().length];
  private final boolean[] seen = new boolean[Gauge.values().length];
  private final byte[] line = new byte[LONGEST_LINE];
  private int length;
  private boolean tooLong;

  MetricsPage(ServerKind kind) {
    this.kind = kind;
  }

  /** Takes the next bytes, all of them. */
  void add(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        endLine();
      } else if (length == LONGEST_LINE) {
        tooLong = true;
      } else {
        line[length++] = next;
      }
    }
  }

  /** There are no more bytes. */
  void end() {
    endLine();
  }

  private void endLine() {
    if (!tooLong && length > 0 && line[0] != '#') {
      read(new String(line, 0, length, StandardCharsets.UTF_8));
    }
    length = 0;
    tooLong = false;
  }

  private void read(String text) {
    int nameEnd = 0;
    while (nameEnd < text.length() && " \t{".indexOf(text.charAt(nameEnd)) < 0) {
      nameEnd++;
    }
    String name = text.substring(0, nameEnd);
    if (!Gauge.NAMES.contains(name)) {
      return;
    }
    SeriesLabels labels = new SeriesLabels(text, nameEnd, Gauge.TELLING_LABELS.get(name));
    if (!labels.wellFormed()) {
      return;
    }
    String found = labels.found();
    Gauge gauge = Gauge.of(kind, found == null ? name : name + "/" + found);
    Double value = value(text.substring(labels.end()).trim());
    if (gauge != null && value != null) {
      add(gauge, value);
    }
  }

  /** Null for what is no number that a gauge of these can have. */
  private static @Nullable Double value(String rest) {
    int space = rest.indexOf(' ');
    String number = space < 0 ? rest : rest.substring(0, space); // a timestamp may follow
    try {
      double value = Double.parseDouble(number);
      return value >= 0 && value < 1e12 ? value : null;
    } catch (NumberFormatException none) {
      return null;
    }
  }

  /** Engines and models of one server add up; of its caches the fullest counts. */
  private void add(Gauge gauge, double value) {
    int at = gauge.ordinal();
    values[at] = gauge == Gauge.CACHE_USE ? Math.max(values[at], value) : values[at] + value;
    seen[at] = true;
  }

  private double of(Gauge gauge) {
    return seen[gauge.ordinal()] ? values[gauge.ordinal()] : -1;
  }

  /** Requests that it works at; -1 if it does not say. */
  double running() {
    return ofOrRest(Gauge.RUNNING, Gauge.WAITING);
  }

  /** Requests in its queue; -1 if it does not say. */
  double waiting() {
    return ofOrRest(Gauge.WAITING, Gauge.RUNNING);
  }

  /** A server that does not say may say how many it has of both. */
  private double ofOrRest(Gauge gauge, Gauge other) {
    double said = of(gauge);
    double both = of(Gauge.ACTIVE);
    return said < 0 && both >= 0 ? Math.max(0, both - Math.max(0, of(other))) : said;
  }

  /** How full its cache is, 0 to 1; NaN if it does not say. */
  double cacheUse() {
    double use = of(Gauge.CACHE_USE);
    if (use < 0 && of(Gauge.CACHE_BLOCKS) > 0) {
      use = of(Gauge.CACHE_BLOCKS_USED) / of(Gauge.CACHE_BLOCKS);
    }
    return use < 0 ? Double.NaN : Math.min(1, use);
  }

  /** Whether it said anything that is understood. */
  boolean saysSomething() {
    return running() >= 0 || waiting() >= 0 || !Double.isNaN(cacheUse());
  }
}
