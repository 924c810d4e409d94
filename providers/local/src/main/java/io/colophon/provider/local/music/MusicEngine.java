package io.colophon.provider.local.music;

import io.colophon.provider.local.audio.PcmAudio;
import io.colophon.provider.local.audio.PcmCollector;
import io.colophon.provider.local.audio.PcmSink;
import io.colophon.provider.local.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Composes music from a description and plays it. The same description, length and seed give the
 * same notes on every machine, and the same samples on the same JDK. Safe for use by many threads.
 */
public final class MusicEngine {
  /** Frames per second of everything it plays; always two channels. */
  public static final int SAMPLE_RATE = Synth.SAMPLE_RATE;

  public static final Duration SHORTEST = Duration.ofSeconds(1);
  public static final Duration LONGEST = Duration.ofMinutes(5);

  /** When neither the request nor the prompt says how long. */
  public static final Duration USUAL = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(MusicEngine.class);

  private final Synth synth;

  MusicEngine(Synth synth) {
    this.synth = synth;
  }

  /**
   * Opens the JDK's synthesizer, or where the JVM does not let us, a plainer one of ours.
   *
   * @param soundbank an SF2 file with the sounds of the instruments; empty for the JDK's own
   * @param cacheDirectory where the JDK's soundbank is kept once it was computed
   * @throws IOException if the soundbank cannot be read, or the cache directory not written
   */
  public static MusicEngine load(Optional<Path> soundbank, Path cacheDirectory) throws IOException {
    if (!Gervill.isAvailable()) {
      LOG.warn(
          "This JVM does not open the JDK's synthesizer, so music is played with plain tones; start"
              + " it with --add-exports java.desktop/com.sun.media.sound=ALL-UNNAMED");
      return new MusicEngine(new AdditiveSynth());
    }
    return new MusicEngine(new GervillSynth(SoundbankFile.load(soundbank, cacheDirectory)));
  }

  /**
   * The length that a prompt speaks of, within {@link #SHORTEST} and {@link #LONGEST}; empty when
   * it speaks of none.
   */
  public static Optional<Duration> lengthIn(String prompt) {
    return MusicBrief.parse(prompt)
        .length()
        .map(length -> length.compareTo(SHORTEST) < 0 ? SHORTEST : length)
        .map(length -> length.compareTo(LONGEST) > 0 ? LONGEST : length);
  }

  /**
   * Composes and writes the piece as a Standard MIDI File.
   *
   * @param prompt what it should be like, in English or Chinese
   * @param length {@link #SHORTEST} to {@link #LONGEST}
   */
  public static byte[] midi(String prompt, Duration length, long seed) {
    return MidiFile.write(compose(prompt, length, seed));
  }

  /**
   * Composes and plays.
   *
   * @param length {@link #SHORTEST} to {@link #LONGEST}; the sound lasts exactly so long
   * @param sink gets {@link #SAMPLE_RATE}, two channels
   * @throws IOException if the sink fails
   */
  public void play(String prompt, Duration length, long seed, PcmSink sink, Work work)
      throws IOException {
    new Performance(synth, compose(prompt, length, seed)).play(sink, work);
  }

  /** The same, kept in memory: 192 kB for each second. */
  public PcmAudio play(String prompt, Duration length, long seed, Work work) throws IOException {
    PcmCollector collector = new PcmCollector(SAMPLE_RATE, 2);
    play(prompt, length, seed, collector, work);
    return collector.audio();
  }

  private static Score compose(String prompt, Duration length, long seed) {
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "length is " + length + ", expected " + SHORTEST + " to " + LONGEST);
    }
    // String.hashCode is part of the language, so that two prompts differ alike everywhere.
    long mixed = seed * 0x9E3779B97F4A7C15L + prompt.hashCode();
    return Composer.compose(MusicBrief.parse(prompt), length, mixed);
  }
}
