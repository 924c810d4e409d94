package io.colophon.labeling.container;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes a MIDI file with a few notes before or behind its own: every track begins later by the
 * length of the notes, which stand in the first track with a tempo of their own.
 */
public final class MidiFile {
  private static final int MAX_FILE = 64 << 20;

  /** Longer ticks would bend the rhythm. */
  private static final int COARSEST_TICK_MILLIS = 25;

  /** Half a second for a quarter: what a file without a tempo has. */
  private static final int TEMPO_MICROS = 500_000;

  /** The last channel; General MIDI gives it no special part. */
  private static final int CHANNEL = 15;

  private static final int PROGRAM_SQUARE_LEAD = 80;
  private static final int VELOCITY = 96;

  private static final String TRACK = "MTrk";
  private static final int END_OF_TRACK = 0x2F;

  private final Source file;
  private final double ticksPerMilli;
  private final long firstTrack;

  private MidiFile(Source file, double ticksPerMilli, long firstTrack) {
    this.file = file;
    this.ticksPerMilli = ticksPerMilli;
    this.firstTrack = firstTrack;
  }

  /**
   * A note of the cue.
   *
   * @param key MIDI key number
   */
  public record Note(int key, int startMillis, int endMillis) {}

  /** Reads the header. */
  public static MidiFile open(Source file) throws IOException {
    long length = file.u32be(4);
    int format = file.u16be(8);
    int division = file.u16be(12);
    if (length < 6 || format > 1 || division == 0 || file.size() > MAX_FILE) {
      throw new MalformedMediaException(
          "midi.header",
          "format " + format + ", division " + division + "; expected format 0 or 1");
    }
    double perMilli =
        (division & 0x8000) == 0
            ? division * 1000.0 / TEMPO_MICROS
            : -(byte) (division >> 8) * (division & 0xFF) / 1000.0;
    if (perMilli * COARSEST_TICK_MILLIS < 1) {
      throw new MalformedMediaException(
          "midi.division", "division " + division + " is too coarse for the rhythm");
    }
    file.require(8, length);
    return new MidiFile(file, perMilli, 8 + length);
  }

  /**
   * Notes around those of the file.
   *
   * @param before in the order of time, from the start
   * @param totalMillis how much later everything else begins
   * @param after in the order of time, from the end of the longest track
   */
  public record Cues(List<Note> before, int totalMillis, List<Note> after) {
    public Cues {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /** Writes the file with notes around its own; a label stays. */
  public void write(Cues cues, OutputStream out) throws IOException {
    long shift = cues.before().isEmpty() ? 0 : ticks(cues.totalMillis());
    long end = cues.after().isEmpty() ? 0 : shift + longest();
    file.copy(0, firstTrack, out);
    boolean first = true;
    Chunks count = new Chunks();
    for (long at = firstTrack; at < file.size(); ) {
      count.next();
      long length = file.u32be(at + 4);
      file.require(at + 8, length);
      if (file.fourcc(at).equals(TRACK)) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long played = first ? play(cues.before(), 0, body) : 0;
        Shift todo = new Shift(shift, end, first ? cues.after() : List.of());
        shifted(new MidiTrack(file, at + 8, at + 8 + length), played, todo, body);
        first = false;
        DataOutputStream data = new DataOutputStream(out);
        data.writeBytes(TRACK);
        data.writeInt(body.size());
        body.writeTo(data);
        data.flush();
      } else {
        file.copy(at, 8 + length, out);
      }
      at += 8 + length;
    }
    if (first) {
      throw new MalformedMediaException("midi.track", "no track in the file");
    }
  }

  /** Ticks of the longest track. */
  private long longest() throws IOException {
    long longest = 0;
    Chunks count = new Chunks();
    for (long at = firstTrack; at < file.size(); ) {
      count.next();
      long length = file.u32be(at + 4);
      file.require(at + 8, length);
      if (file.fourcc(at).equals(TRACK)) {
        long ticks = 0;
        MidiTrack track = new MidiTrack(file, at + 8, at + 8 + length);
        while (track.next()) {
          ticks += track.delta();
        }
        longest = Math.max(longest, ticks);
      }
      at += 8 + length;
    }
    return longest;
  }

  /** Length of a tick at the tempo of the cue, milliseconds; times are rounded to it. */
  public double tickMillis() {
    return 1 / ticksPerMilli;
  }

  /** The first notes of one key in the first track, read at the tempo of the cue. */
  public List<Note> firstNotes(int key, int most) throws IOException {
    return notes(key, most, false);
  }

  /** The last notes of one key that the cue's channel plays in the first track. */
  public List<Note> lastNotes(int key, int most) throws IOException {
    return notes(key, most, true);
  }

  private List<Note> notes(int key, int most, boolean last) throws IOException {
    Deque<Note> found = new ArrayDeque<>();
    long length = file.u32be(firstTrack + 4);
    MidiTrack track = new MidiTrack(file, firstTrack + 8, firstTrack + 8 + length);
    long now = 0;
    long start = -1;
    while ((last || found.size() < most) && track.next()) {
      now += track.delta();
      int kind = track.status() & 0xF0;
      boolean channel = !last || (track.status() & 0x0F) == CHANNEL;
      boolean ours = (kind == 0x90 || kind == 0x80) && channel && track.data()[0] == key;
      if (ours && kind == 0x90) {
        start = now;
      } else if (ours && start >= 0) {
        found.add(new Note(key, millis(start), millis(now)));
        start = -1;
        if (found.size() > most) {
          found.removeFirst();
        }
      }
    }
    return List.copyOf(found);
  }

  private int millis(long ticks) {
    return (int) Math.round(ticks / ticksPerMilli);
  }

  /** The event that is the label, at once. */
  static void text(String json, ByteArrayOutputStream out) {
    quantity(0, out);
    out.write(MidiFormat.META);
    out.write(MidiFormat.TEXT);
    byte[] text = (MidiFormat.PREFIX + json).getBytes(StandardCharsets.UTF_8);
    quantity(text.length, out);
    out.writeBytes(text);
  }

  /**
   * Plays notes with a tempo and an instrument of their own.
   *
   * @param wait ticks before the first event
   * @return the ticks they take, without the wait
   */
  private long play(List<Note> cue, long wait, ByteArrayOutputStream out) {
    if (cue.isEmpty()) {
      return 0;
    }
    event(wait, out, MidiFormat.META, 0x51, 3, TEMPO_MICROS >> 16, TEMPO_MICROS >> 8, TEMPO_MICROS);
    event(0, out, 0xC0 | CHANNEL, PROGRAM_SQUARE_LEAD);
    long now = 0;
    for (Note note : cue) {
      event(ticks(note.startMillis()) - now, out, 0x90 | CHANNEL, note.key(), VELOCITY);
      now = ticks(note.startMillis());
      event(ticks(note.endMillis()) - now, out, 0x80 | CHANNEL, note.key(), 0);
      now = ticks(note.endMillis());
    }
    // The channel goes back to what a synthesizer starts with.
    event(0, out, 0xC0 | CHANNEL, 0);
    return now;
  }

  /** How a track is moved: by how much, where the whole ends, what is played there. */
  private record Shift(long ticks, long end, List<Note> after) {}

  /** Copies a track whose first event comes later. */
  private void shifted(MidiTrack track, long played, Shift shift, ByteArrayOutputStream out)
      throws IOException {
    long wait = shift.ticks() - played;
    long now = shift.ticks();
    boolean over = shift.after().isEmpty();
    while (track.next()) {
      wait += track.delta();
      now += track.delta();
      if (!over && isEnd(track)) {
        over = true;
        play(shift.after(), wait + shift.end() - now, out);
        wait = 0;
      }
      quantity(wait, out);
      if (track.isRunning()) {
        out.write(track.status());
      }
      out.writeBytes(
          file.bytes(track.eventAt(), Math.toIntExact(track.nextAt() - track.eventAt())));
      wait = 0;
    }
    if (!over) {
      throw new MalformedMediaException("midi.track", "the first track has no end");
    }
  }

  private static boolean isEnd(MidiTrack track) {
    return track.status() == MidiFormat.META && track.metaType() == END_OF_TRACK;
  }

  static boolean isLabel(MidiTrack track) throws IOException {
    return track.status() == MidiFormat.META
        && track.metaType() == MidiFormat.TEXT
        && track.length() <= LabelSink.MAX_LABEL
        && new String(track.data(), StandardCharsets.UTF_8).startsWith(MidiFormat.PREFIX);
  }

  private long ticks(int millis) {
    return Math.round(millis * ticksPerMilli);
  }

  private static void event(long delta, ByteArrayOutputStream out, int... bytes) {
    quantity(delta, out);
    for (int b : bytes) {
      out.write(b);
    }
  }

  static void quantity(long value, ByteArrayOutputStream out) {
    for (int shift = 21; shift > 0; shift -= 7) {
      if (value >> shift != 0) {
        out.write((int) (value >> shift & 0x7F | 0x80));
      }
    }
    out.write((int) (value & 0x7F));
  }
}
