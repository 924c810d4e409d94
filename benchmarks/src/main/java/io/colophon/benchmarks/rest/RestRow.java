package io.colophon.benchmarks.rest;

import io.colophon.benchmarks.rounds.Spread;

/** The figures of one leg over all rounds. */
final class RestRow {
  static final String HEAD =
      "| load | nginx CPU us/call | gateway CPU us/call | ratio | less compiler | ratio | nginx"
          + " us/message | gateway us/message | nginx calls/s | gateway calls/s | nginx MB/s |"
          + " gateway MB/s | ratio | added p50 us | added p99 us |\n"
          + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";

  private final RestPlan leg;
  private final Spread rivalCpu = new Spread();
  private final Spread ourCpu = new Spread();
  private final Spread ourSteady = new Spread();
  private final Spread rivalMessage = new Spread();
  private final Spread ourMessage = new Spread();
  private final Spread rivalCalls = new Spread();
  private final Spread ourCalls = new Spread();
  private final Spread rivalBytes = new Spread();
  private final Spread ourBytes = new Spread();
  private final Spread addedP50 = new Spread();
  private final Spread addedP99 = new Spread();

  RestRow(RestPlan leg) {
    this.leg = leg;
  }

  void add(
      RestLoad.Figures alone,
      RestLoad.Figures rival,
      long rivalMicros,
      RestLoad.Figures ours,
      long ourMicros,
      long compilerMicros) {
    rivalCpu.add((double) rivalMicros / rival.right());
    ourCpu.add((double) ourMicros / ours.right());
    ourSteady.add((double) (ourMicros - compilerMicros) / ours.right());
    rivalMessage.add((double) rivalMicros / rival.right() / leg.messages());
    ourMessage.add((double) (ourMicros - compilerMicros) / ours.right() / leg.messages());
    rivalCalls.add(rival.perSecond());
    ourCalls.add(ours.perSecond());
    rivalBytes.add(rival.bytes() * 1e3 / rival.nanos());
    ourBytes.add(ours.bytes() * 1e3 / ours.nanos());
    addedP50.add(ours.micros(50) - alone.micros(50));
    addedP99.add(ours.micros(99) - alone.micros(99));
  }

  String show() {
    return "| "
        + String.join(
            " | ",
            leg.name(),
            rivalCpu.show(1),
            ourCpu.show(1),
            ourCpu.over(rivalCpu).show(2),
            ourSteady.show(1),
            ourSteady.over(rivalCpu).show(2),
            rivalMessage.show(2),
            ourMessage.show(2),
            rivalCalls.show(0),
            ourCalls.show(0),
            rivalBytes.show(0),
            ourBytes.show(0),
            ourBytes.over(rivalBytes).show(2),
            addedP50.show(0),
            addedP99.show(0))
        + " |";
  }
}
