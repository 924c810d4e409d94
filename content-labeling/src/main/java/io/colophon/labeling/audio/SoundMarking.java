package io.colophon.labeling.audio;

import io.colophon.labeling.container.MediaMarker.Marked;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.watermark.Detection;
import io.colophon.labeling.watermark.SoundWatermark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What all sound formats share: cues around a programme, the mark in it, and hearing both again.
 */
final class SoundMarking {
  /** So much of the programme tells how loud the cue before it is. */
  private static final int LOUDNESS_SECONDS = 20;

  private final SoundWatermark watermark;

  SoundMarking(SoundWatermark watermark) {
    this.watermark = watermark;
  }

  /** How loud the beginning of a programme is; 0 if no cue comes before it. */
  static double rms(Path file, Optional<SoundCue> cue) throws IOException {
    if (cue.isEmpty() || !cue.get().atStart()) {
      return 0;
    }
    try (SoundSamples samples = SoundSamples.open(file)) {
      Loudness loudness = new Loudness(samples.rate(), samples.channels());
      long left = (long) LOUDNESS_SECONDS * samples.rate() * samples.channels();
      for (float[] block = samples.next(); block.length > 0 && left > 0; block = samples.next()) {
        loudness.add(block);
        left -= block.length;
      }
      return loudness.rms();
    }
  }

  /**
   * Begins to mark a sound.
   *
   * @param rms how loud its beginning is
   */
  Pass pass(int rate, int channels, Optional<SoundCue> cue, OptionalLong payload, double rms) {
    return new Pass(rate, channels, cue, payload, rms);
  }

  /** One sound on its way: the programme goes through in blocks. */
  final class Pass {
    private final int rate;
    private final int channels;
    private final Optional<SoundCue> cue;
    private final double rms;
    private final Loudness loudness;
    private final Optional<Mark> mark;
    private long frames;

    Pass(int rate, int channels, Optional<SoundCue> cue, OptionalLong payload, double rms) {
      this.rate = rate;
      this.channels = channels;
      this.cue = cue;
      this.rms = rms;
      this.loudness = new Loudness(rate, channels);
      this.mark =
          payload.isPresent()
              ? Optional.of(new Mark(watermark, rate, channels, payload.getAsLong()))
              : Optional.empty();
    }

    /** What is heard before the programme, one channel. */
    float[] before() {
      return cue.map(c -> c.before(rate, rms)).orElse(new float[0]);
    }

    /** Tells of frames of the programme that need not be looked at. */
    void skip(long skipped) {
      frames += skipped;
    }

    /** Samples that are ready, channels interleaved, for samples of the programme. */
    float[] next(float[] interleaved) {
      frames += interleaved.length / channels;
      loudness.add(interleaved);
      return mark.isPresent() ? mark.get().next(interleaved) : interleaved;
    }

    /** The rest of the programme. */
    float[] end() {
      return mark.isPresent() ? mark.get().end() : new float[0];
    }

    /** What is heard behind the programme, one channel. */
    float[] after() {
      return cue.map(c -> c.after(rate, loudness.rms())).orElse(new float[0]);
    }

    /** What was put on the sound. */
    Marked marked(List<String> notes) {
      OptionalLong heard = OptionalLong.empty();
      if (mark.isPresent()) {
        if (mark.get().isHeard()) {
          heard = OptionalLong.of(mark.get().payload);
        } else {
          Notes.add(notes, Notes.NO_ROOM_FOR_WATERMARK);
        }
      }
      long millis = frames * 1000 / rate;
      return new Marked(cue.map(c -> c.label(millis)), heard, notes);
    }
  }

  /**
   * The imperceptible mark on its way into a sound. It listens to what it writes: a programme that
   * is too short or too quiet to carry a mark is told from one that loses it later.
   */
  private static final class Mark {
    private final SoundWatermark.Embedder embedder;
    private final SoundWatermark.Detector detector;
    private final long payload;

    Mark(SoundWatermark watermark, int rate, int channels, long payload) {
      this.embedder = watermark.embedder(rate, channels, payload);
      this.detector = watermark.detector(rate, channels);
      this.payload = payload;
    }

    float[] next(float[] interleaved) {
      float[] marked = embedder.next(interleaved);
      detector.next(marked);
      return marked;
    }

    float[] end() {
      float[] marked = embedder.end();
      detector.next(marked);
      return marked;
    }

    boolean isHeard() {
      return detector.end().filter(found -> found.payload() == payload).isPresent();
    }
  }

  /** Decodes a finished sound and listens for everything that was put on it. */
  Optional<String> missing(Path output, Marked marked) throws IOException {
    Optional<SoundCue> cue = marked.explicit().flatMap(SoundCue::of);
    if (marked.explicit().isPresent() && cue.isEmpty()) {
      return Optional.of("no sound says " + marked.explicit().get());
    }
    try (SoundSamples samples = SoundSamples.open(output)) {
      int rate = samples.rate();
      Window start = new Window(frames(cue.filter(SoundCue::atStart), rate, true));
      Window end = new Window(frames(cue.filter(SoundCue::atEnd), rate, false));
      boolean atEnd = cue.filter(SoundCue::atEnd).isPresent();
      Optional<SoundWatermark.Detector> detector =
          marked.watermark().isPresent()
              ? Optional.of(watermark.detector(rate, samples.channels()))
              : Optional.empty();
      for (float[] block = samples.next();
          block.length > 0 && (atEnd || detector.isPresent() || !start.isFull());
          block = samples.next()) {
        if (detector.isPresent()) {
          detector.get().next(block);
        }
        float[] mono = SoundSamples.mixed(block, samples.channels());
        start.addFirst(mono);
        if (atEnd) {
          end.addLast(mono);
        }
      }
      Optional<String> missing =
          cue.flatMap(c -> CueListener.missing(c, start.samples(), end.samples(), rate));
      if (missing.isEmpty() && detector.isPresent()) {
        return unheard(detector.get().end(), marked.watermark().getAsLong());
      }
      return missing;
    }
  }

  private static int frames(Optional<SoundCue> cue, int rate, boolean start) {
    return cue.map(start ? CueListener::startMillis : CueListener::endMillis)
        .map(millis -> MorseCue.frames(rate, millis))
        .orElse(0);
  }

  private static Optional<String> unheard(Optional<Detection> found, long payload) {
    if (found.filter(detection -> detection.payload() == payload).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        found
                .map(d -> String.format(Locale.ROOT, "a watermark with payload %016x", d.payload()))
                .orElse("no watermark")
            + String.format(Locale.ROOT, ", expected payload %016x", payload));
  }

  /** The first or the last samples of a sound. */
  private static final class Window {
    private final float[] ring;
    private long seen;

    Window(int length) {
      this.ring = new float[Math.max(1, length)];
    }

    boolean isFull() {
      return seen >= ring.length;
    }

    void addFirst(float[] mono) {
      int room = (int) Math.min(mono.length, ring.length - seen);
      System.arraycopy(mono, 0, ring, (int) seen, room);
      seen += room;
    }

    void addLast(float[] mono) {
      for (int i = Math.max(0, mono.length - ring.length); i < mono.length; i++) {
        ring[(int) (seen++ % ring.length)] = mono[i];
      }
    }

    /** In the order of time; silence where the sound was shorter. */
    float[] samples() {
      float[] samples = new float[ring.length];
      int from = (int) (seen % ring.length);
      for (int i = 0; i < ring.length; i++) {
        samples[i] = ring[(from + i) % ring.length];
      }
      return samples;
    }
  }
}
