package io.colophon.metering.outbox;

import io.colophon.metering.outbox.ExporterStatus.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an exporter's thread notes and others read. Thread-safe. */
final class Progress {
  private State state = State.RUNNING;
  private @Nullable String problem;
  private long place;
  private long sent;
  private long refused;
  private @Nullable Instant oldest;

  synchronized void state(State now, @Nullable String why) {
    state = now;
    problem = why;
  }

  synchronized void place(long next) {
    place = next;
  }

  synchronized long place() {
    return place;
  }

  synchronized void trying(@Nullable Instant first) {
    oldest = first;
  }

  synchronized void sent(int events) {
    sent += events;
  }

  synchronized void refused() {
    refused++;
  }

  synchronized ExporterStatus status(ExporterSpec spec, long size) {
    return new ExporterStatus(
        spec.name(),
        spec.kind(),
        state,
        place,
        Math.max(0, size - place),
        oldest,
        sent,
        refused,
        problem);
  }
}
