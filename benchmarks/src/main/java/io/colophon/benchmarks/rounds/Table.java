package io.colophon.benchmarks.rounds;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The figures as Markdown: medians, with the least and the most. */
final class Table {
  private final String rival;
  private final PrintWriter out;
  private final List<String> cost = new ArrayList<>();
  private final List<String> speed = new ArrayList<>();

  Table(String rival, PrintWriter out) {
    this.rival = rival;
    this.out = out;
  }

  void row(String name, Measured theirs, Measured gateway) {
    cost.add(
        line(
            name,
            theirs.cpuPerCall.show(1),
            gateway.cpuPerCall.show(1),
            theirs.steadyPerCall.show(1),
            gateway.steadyPerCall.show(1),
            gateway.steadyPerCall.over(theirs.steadyPerCall).show(2),
            theirs.steadyPerMessage.show(1),
            gateway.steadyPerMessage.show(1),
            theirs.kibPerCall.show(1),
            gateway.kibPerCall.show(1)));
    speed.add(
        line(
            name,
            theirs.callsPerSecond.show(0),
            gateway.callsPerSecond.show(0),
            gateway.p50Micros.minus(theirs.p50Micros).show(0),
            gateway.p99Micros.minus(theirs.p99Micros).show(0),
            gateway.maxMicros.show(0)));
  }

  void print() {
    out.println();
    out.println(
        line(
            "load",
            rival + " CPU us/call, all",
            "gateway, all",
            rival + ", less compiler",
            "gateway, less compiler",
            "ratio",
            rival + " us/message",
            "gateway us/message",
            rival + " KiB/call",
            "gateway KiB/call"));
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    cost.forEach(out::println);
    out.println();
    out.println(
        line(
            "load",
            rival + " calls/s",
            "gateway calls/s",
            "added p50 us",
            "added p99 us",
            "max us"));
    out.println("|---|---|---|---|---|---|");
    speed.forEach(out::println);
    out.println();
  }

  private static String line(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
