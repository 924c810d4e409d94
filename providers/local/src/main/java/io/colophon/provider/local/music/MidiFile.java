package io.colophon.provider.local.music;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** A score as a Standard MIDI File of type 1 (MIDI 1.0, RP-001): one track to a part. */
final class MidiFile {
  private static final int TRACK_NAME = 0x03;
  private static final int TEMPO = 0x51;
  private static final int TIME_SIGNATURE = 0x58;
  private static final int KEY_SIGNATURE = 0x59;
  private static final int VOLUME = 7;
  private static final int PAN = 10;
  private static final int REVERB = 91;

  private MidiFile() {}

  /** The bytes of the file; the same for the same score. */
  static byte[] write(Score score) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      MidiSystem.write(sequence(score), 1, bytes);
      return bytes.toByteArray();
    } catch (InvalidMidiDataException e) {
      throw new IllegalStateException("a score holds what MIDI cannot say", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sequence sequence(Score score) throws InvalidMidiDataException {
    Sequence sequence = new Sequence(Sequence.PPQ, Score.TICKS_PER_BEAT);
    Track conductor = sequence.createTrack();
    meta(conductor, 0, TIME_SIGNATURE, (byte) score.beatsPerBar(), (byte) 2, (byte) 24, (byte) 8);
    int mode = score.key().minor() ? 1 : 0;
    meta(conductor, 0, KEY_SIGNATURE, (byte) score.key().signature(), (byte) mode);
    for (Tempo tempo : score.tempos()) {
      int micros = tempo.microsPerBeat();
      meta(
          conductor,
          tempo.tick(),
          TEMPO,
          (byte) (micros >> 16),
          (byte) (micros >> 8),
          (byte) micros);
    }
    for (Part part : score.parts()) {
      write(sequence.createTrack(), part);
    }
    return sequence;
  }

  private static void write(Track track, Part part) throws InvalidMidiDataException {
    meta(track, 0, TRACK_NAME, part.name().getBytes(StandardCharsets.US_ASCII));
    int channel = part.channel();
    send(track, 0, ShortMessage.PROGRAM_CHANGE, channel, part.program(), 0);
    send(track, 0, ShortMessage.CONTROL_CHANGE, channel, VOLUME, part.volume());
    send(track, 0, ShortMessage.CONTROL_CHANGE, channel, PAN, part.pan());
    send(track, 0, ShortMessage.CONTROL_CHANGE, channel, REVERB, 45);
    for (Note note : part.notes()) {
      send(track, note.start(), ShortMessage.NOTE_ON, channel, note.pitch(), note.velocity());
      send(track, note.end(), ShortMessage.NOTE_OFF, channel, note.pitch(), 0);
    }
  }

  private static void send(Track track, int tick, int command, int channel, int first, int second)
      throws InvalidMidiDataException {
    track.add(new MidiEvent(new ShortMessage(command, channel, first, second), tick));
  }

  private static void meta(Track track, int tick, int type, byte... data)
      throws InvalidMidiDataException {
    track.add(new MidiEvent(new MetaMessage(type, data, data.length), tick));
  }
}
