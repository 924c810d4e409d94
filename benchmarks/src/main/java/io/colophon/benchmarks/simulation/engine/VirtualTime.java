package io.colophon.benchmarks.simulation.engine;

import java.util.Arrays;

/**
 * A clock that jumps from event to event, in nanoseconds from 0. Events of one moment happen in the
 * order in which they were entered. One thread only.
 */
public final class VirtualTime {
  /** One second in nanoseconds. */
  public static final long SECOND = 1_000_000_000L;

  private long now;
  private long entered;
  private int size;
  private long[] times = new long[1024];
  private long[] orders = new long[1024];
  private Runnable[] events = new Runnable[1024];

  /** The present moment. */
  public long now() {
    return now;
  }

  /** The present moment in seconds. */
  public double seconds() {
    return (double) now / SECOND;
  }

  /**
   * Enters an event.
   *
   * @throws IllegalArgumentException if the moment is over
   */
  public void at(long nanos, Runnable event) {
    if (nanos < now) {
      throw new IllegalArgumentException("an event at " + nanos + " ns, but it is " + now);
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      orders = Arrays.copyOf(orders, size * 2);
      events = Arrays.copyOf(events, size * 2);
    }
    long order = entered++;
    int place = size++;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (!before(nanos, order, parent)) {
        break;
      }
      copy(parent, place);
      place = parent;
    }
    put(place, nanos, order, event);
  }

  /** Enters an event a span from now. */
  public void after(long nanos, Runnable event) {
    at(now + nanos, event);
  }

  /** Lets happen what is due, until nothing is left. */
  public void run() {
    while (size > 0) {
      step();
    }
  }

  /** Lets happen what is due up to and including a moment, which then is the present one. */
  public void runUntil(long nanos) {
    while (size > 0 && times[0] <= nanos) {
      step();
    }
    now = Math.max(now, nanos);
  }

  private void step() {
    now = times[0];
    Runnable event = events[0];
    int last = --size;
    long time = times[last];
    long order = orders[last];
    Runnable moved = events[last];
    int place = 0;
    while (true) {
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(times[child + 1], orders[child + 1], child)) {
        child++;
      }
      if (before(time, order, child)) {
        break;
      }
      copy(child, place);
      place = child;
    }
    put(place, time, order, moved);
    event.run();
  }

  private boolean before(long time, long order, int place) {
    return time < times[place] || (time == times[place] && order < orders[place]);
  }

  private void copy(int from, int to) {
    put(to, times[from], orders[from], events[from]);
  }

  private void put(int place, long time, long order, Runnable event) {
    times[place] = time;
    orders[place] = order;
    events[place] = event;
  }
}
