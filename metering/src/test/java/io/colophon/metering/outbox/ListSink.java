package io.colophon.metering.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Takes everything, unless a test says otherwise, and keeps it. */
final class ListSink implements ExportSink {
  /** What a test does with a batch before it is taken. */
  interface Gate {
    void pass(List<UsageEvent> events) throws ExportException, InterruptedException;
  }

  final BlockingQueue<UsageEvent> taken = new LinkedBlockingQueue<>();
  final List<Integer> batches = new ArrayList<>();
  private final Gate gate;
  private final Consumer<ListSink> closed;

  ListSink() {
    this(events -> {}, sink -> {});
  }

  ListSink(Gate gate, Consumer<ListSink> closed) {
    this.gate = gate;
    this.closed = closed;
  }

  @Override
  public void send(List<UsageEvent> events) throws ExportException, InterruptedException {
    try {
      gate.pass(events);
    } catch (ExportException failure) {
      taken.addAll(events.subList(0, failure.taken()));
      throw failure;
    }
    synchronized (batches) {
      batches.add(events.size());
    }
    taken.addAll(events);
  }

  List<String> ids() {
    return taken.stream().map(UsageEvent::id).toList();
  }

  @Override
  public void close() {
    closed.accept(this);
  }
}
