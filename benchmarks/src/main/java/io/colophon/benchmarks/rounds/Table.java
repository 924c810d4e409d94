package io.colophon.benchmarks.rounds;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The figures as Markdown: medians, with the least and the most. */
final class Table {
  private final PrintWriter out;
  private final List<String> cost = new ArrayList<>();
  private final List<String> speed = new ArrayList<>();

  Table(PrintWriter out) {
    this.out = out;
  }

  void row(String name, Measured bare, Measured gateway) {
    cost.add(
        line(
            name,
            bare.cpuPerCall.show(1),
            gateway.cpuPerCall.show(1),
            bare.steadyPerCall.show(1),
            gateway.steadyPerCall.show(1),
            gateway.steadyPerCall.over(bare.steadyPerCall).show(2),
            bare.steadyPerMessage.show(1),
            gateway.steadyPerMessage.show(1),
            bare.kibPerCall.show(1),
            gateway.kibPerCall.show(1)));
    speed.add(
        line(
            name,
            bare.callsPerSecond.show(0),
            gateway.callsPerSecond.show(0),
            gateway.p50Micros.minus(bare.p50Micros).show(0),
            gateway.p99Micros.minus(bare.p99Micros).show(0),
            gateway.maxMicros.show(0)));
  }

  void print() {
    out.println();
    out.println(
        line(
            "load",
            "bare CPU us/call, all",
            "gateway, all",
            "bare, less compiler",
            "gateway, less compiler",
            "ratio",
            "bare us/message",
            "gateway us/message",
            "bare KiB/call",
            "gateway KiB/call"));
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    cost.forEach(out::println);
    out.println();
    out.println(
        line("load", "bare calls/s", "gateway calls/s", "added p50 us", "added p99 us", "max us"));
    out.println("|---|---|---|---|---|---|");
    speed.forEach(out::println);
    out.println();
  }

  private static String line(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
