package io.colophon.provider.local.music;

import io.colophon.provider.local.work.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.Receiver;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Soundbank;
import javax.sound.sampled.AudioFormat;

/** Plays scores with the JDK's synthesizer, which samples and filters a General MIDI soundbank. */
final class GervillSynth implements Synth {
  /** Small enough that a block takes a few milliseconds. */
  private static final int BLOCK_FRAMES = 2048;

  private static final int FRAME_BYTES = 8;
  private static final int REVERB_SEND = 45;

  /**
   * Operations per frame of one voice, from the inner loops of the synthesizer: linear
   * interpolation 4, two-pole filter 9, two channels and the reverb send with gliding gains 9.
   */
  private static final long FLOP_PER_VOICE_FRAME = 22;

  /**
   * Operations per frame of the effects: eight combs and four all-passes, twice, and the chorus.
   */
  private static final long FLOP_PER_FRAME = 130;

  /** A voice computes on while it dies away. */
  private static final long RELEASE_MICROS = 250_000;

  private final Soundbank soundbank;

  GervillSynth(Soundbank soundbank) {
    this.soundbank = soundbank;
  }

  @Override
  public void play(Score score, long from, long frames, StereoSink sink, Work work)
      throws IOException {
    AudioFormat format =
        new AudioFormat(
            AudioFormat.Encoding.PCM_FLOAT, SAMPLE_RATE, 32, 2, FRAME_BYTES, SAMPLE_RATE, false);
    try (Gervill.Voices voices = Gervill.open(format, settings())) {
      work.checkpoint();
      voices.synthesizer().loadAllInstruments(soundbank);
      long until = from + frames * 1_000_000 / SAMPLE_RATE;
      long voiceMicros = send(score, from, until, voices.receiver());
      long voiceFrames = voiceMicros * SAMPLE_RATE / 1_000_000;
      byte[] bytes = new byte[BLOCK_FRAMES * FRAME_BYTES];
      FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[] block = new float[BLOCK_FRAMES * 2];
      for (long done = 0; done < frames; ) {
        work.checkpoint();
        int count = (int) Math.min(BLOCK_FRAMES, frames - done);
        int read = voices.sound().readNBytes(bytes, 0, count * FRAME_BYTES);
        if (read < count * FRAME_BYTES) {
          throw new IOException("the synthesizer stopped after " + done + " frames");
        }
        floats.get(0, block, 0, count * 2);
        sink.write(block, count);
        done += count;
        work.countFlop(
            FLOP_PER_FRAME * count + FLOP_PER_VOICE_FRAME * (voiceFrames * count / frames));
      }
    }
  }

  /** Everything is said, so that nothing is taken from the preferences of the user. */
  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("interpolation", "linear");
    settings.put("control rate", 240f);
    settings.put("max polyphony", 96);
    settings.put("reverb", true);
    settings.put("light reverb", false);
    settings.put("chorus", true);
    settings.put("auto gain control", false);
    settings.put("large mode", false);
    settings.put("jitter correction", false);
    settings.put("load default soundbank", false);
    return settings;
  }

  /** Hands all notes of the stretch over, and says how long they sound together. */
  private static long send(Score score, long from, long until, Receiver receiver) {
    long sounding = 0;
    for (Part part : score.parts()) {
      int channel = part.channel();
      send(receiver, 0, ShortMessage.PROGRAM_CHANGE, channel, part.program(), 0);
      send(receiver, 0, ShortMessage.CONTROL_CHANGE, channel, 7, part.volume());
      send(receiver, 0, ShortMessage.CONTROL_CHANGE, channel, 10, part.pan());
      send(receiver, 0, ShortMessage.CONTROL_CHANGE, channel, 91, REVERB_SEND);
      for (Note note : part.notes()) {
        long on = score.micros(note.start());
        long off = score.micros(note.end());
        if (on >= from && on < until) {
          // The first millisecond belongs to the settings above.
          long at = 1000 + on - from;
          send(receiver, at, ShortMessage.NOTE_ON, channel, note.pitch(), note.velocity());
          send(receiver, at + off - on, ShortMessage.NOTE_OFF, channel, note.pitch(), 0);
          sounding += Math.min(off, until) - on + RELEASE_MICROS;
        }
      }
    }
    return sounding;
  }

  private static void send(
      Receiver receiver, long micros, int command, int channel, int first, int second) {
    try {
      receiver.send(new ShortMessage(command, channel, first, second), micros);
    } catch (InvalidMidiDataException e) {
      throw new IllegalStateException("a score holds what MIDI cannot say", e);
    }
  }
}
