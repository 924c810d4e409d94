package io.colophon.labeling.container;

import java.io.IOException;

/** Walks the events of one track of a Standard MIDI File. */
final class MidiTrack {
  private static final int MAX_EVENTS = 5_000_000;

  private final Source file;
  private final long end;
  private long at;
  private int running;
  private int events;

  private long eventAt;
  private long delta;
  private int status;
  private int metaType;
  private long dataAt;
  private long length;

  MidiTrack(Source file, long at, long end) {
    this.file = file;
    this.at = at;
    this.end = end;
  }

  /** Goes to the next event; false at the end of the track. */
  boolean next() throws IOException {
    if (at >= end) {
      return false;
    }
    if (++events > MAX_EVENTS) {
      throw new MalformedMediaException("midi.events", "more than " + MAX_EVENTS + " events");
    }
    delta = quantity();
    eventAt = at;
    int first = file.u8(at);
    if (first < 0x80) {
      if (running == 0) {
        throw new MalformedMediaException("midi.status", "data without a status at " + at);
      }
      status = running;
    } else {
      status = first;
      at++;
    }
    dataAt = at;
    if (status == MidiFormat.META) {
      metaType = file.u8(at++);
      sized();
    } else if (status == 0xF0 || status == 0xF7) {
      sized();
    } else if (status > 0xF0) {
      throw new MalformedMediaException("midi.status", "status " + status + " in a file");
    } else {
      running = status;
      length = (status & 0xE0) == 0xC0 ? 1 : 2;
      at += length;
    }
    if (at > end) {
      throw new MalformedMediaException("midi.track", "an event is longer than its track");
    }
    return true;
  }

  private void sized() throws IOException {
    length = quantity();
    dataAt = at;
    at += length;
  }

  private long quantity() throws IOException {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      int b = file.u8(at++);
      value = value << 7 | (b & 0x7F);
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedMediaException("midi.quantity", "a number of more than four bytes");
  }

  /** Ticks before this event. */
  long delta() {
    return delta;
  }

  /** Where the event begins, behind its delta time. */
  long eventAt() {
    return eventAt;
  }

  /** Where the next delta time begins. */
  long nextAt() {
    return at;
  }

  int status() {
    return status;
  }

  int metaType() {
    return metaType;
  }

  /** Bytes of the event's data. */
  long length() {
    return length;
  }

  /** Whether the event relies on the status of an earlier one. */
  boolean isRunning() throws IOException {
    return file.u8(eventAt) < 0x80;
  }

  byte[] data() throws IOException {
    return file.bytes(dataAt, (int) length);
  }
}
