package io.colophon.metering.outbox;

import io.colophon.metering.ledger.SampleEntries;
import java.util.List;
import java.util.stream.IntStream;

/** Events of generations u0, u1 and so on. */
public final class Events {
  private Events() {}

  public static UsageEvent of(int n) {
    return UsageEvent.of(n, SampleEntries.settled(SampleEntries.opened("u" + n)), "/colophon/one")
        .orElseThrow();
  }

  public static List<UsageEvent> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(Events::of).toList();
  }
}
