package io.colophon.labeling.watermark;

import java.util.Optional;

/**
 * Listens for the sound mark: levels of frames, four starts to a slot, added up block upon block.
 */
final class SoundDetector implements SoundWatermark.Detector {
  static final int SCHEME = 2;

  /** Starts of slots that are tried. */
  static final int STARTS = 4;

  /** Starts of frames from the start of a slot to the start of its last frame. */
  private static final int WITHIN = STARTS / 2;

  private static final int FRAMES = 2 * STARTS + WITHIN + 1;

  private static final int STEP = SoundPattern.SLOT / STARTS;

  private static final Fft FFT = new Fft(SoundPattern.FRAME);
  private static final float[] WINDOW = window();

  /** Blocks after which a part of a sound is read by itself: 20 s. */
  private static final int PART = 4;

  /** Readings of one part. */
  private static final int ATTEMPTS = 6;

  private final int channels;
  private final Resampler down;
  private final float[] frame = new float[SoundPattern.FRAME];
  private int waiting;

  /** Levels of the last frames: of a slot and of the ones before and after. */
  private final float[][] last = new float[FRAMES][SoundPattern.BANDS];

  private final SoundLoudness loudness = new SoundLoudness(0.002f);
  private final SoundContrasts contrasts = new SoundContrasts(30 * STARTS);
  private long frames;
  private final SoundBlock all = new SoundBlock();
  private SoundBlock part = new SoundBlock();
  private int attempts;
  private Optional<Detection> found = Optional.empty();

  SoundDetector(int rate, int channels) {
    this.channels = channels;
    down = new Resampler(rate, SoundPattern.RATE);
  }

  @Override
  public void next(float[] interleaved) {
    int count = interleaved.length / channels;
    float[] mix = new float[count];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < channels; c++) {
        mix[i] += interleaved[i * channels + c];
      }
    }
    take(down.next(mix, count));
  }

  @Override
  public Optional<Detection> end() {
    take(down.end());
    if (found.isEmpty()) {
      read(part);
    }
    if (found.isEmpty()) {
      read(all);
    }
    return found;
  }

  private void take(float[] samples) {
    for (float sample : samples) {
      frame[SoundPattern.FRAME - STEP + waiting] = sample;
      if (++waiting == STEP) {
        waiting = 0;
        frame();
        System.arraycopy(frame, STEP, frame, 0, SoundPattern.FRAME - STEP);
      }
    }
  }

  private void frame() {
    float[] re = new float[SoundPattern.FRAME];
    float[] im = new float[SoundPattern.FRAME];
    for (int i = 0; i < re.length; i++) {
      re[i] = frame[i] * WINDOW[i];
    }
    FFT.forward(re, im);
    last[(int) (frames % FRAMES)] = loudness.levels(re, im);
    frames++;
    if (frames >= FRAMES) {
      slot(frames - FRAMES + STARTS);
    }
  }

  private void slot(long start) {
    float[] heard =
        contrasts.of(
            levels(start - STARTS), levels(start), levels(start + STARTS), loudness.least());
    part.add(start, heard);
    all.add(start, heard);
    if ((start + 1) % ((long) PART * SoundPattern.SLOTS * STARTS) == 0 && found.isEmpty()) {
      read(part);
      part = new SoundBlock();
    }
  }

  /** The levels of a slot: the mean of its frames. */
  private float[] levels(long start) {
    float[] first = last[(int) (start % FRAMES)];
    float[] second = last[(int) ((start + WITHIN) % FRAMES)];
    float[] levels = new float[first.length];
    for (int band = 0; band < levels.length; band++) {
      levels[band] = (first[band] + second[band]) / 2;
    }
    return levels;
  }

  private void read(SoundBlock block) {
    int most = Math.min(ATTEMPTS, MarkCode.ATTEMPTS - attempts);
    for (SoundBlock.Start start : block.starts(most)) {
      attempts++;
      var payload = MarkCode.decode(block.ratios(start), SCHEME);
      if (payload.isPresent()) {
        found = Optional.of(new Detection(payload.getAsLong(), MarkCode.score(attempts)));
        return;
      }
    }
  }

  private static float[] window() {
    float[] window = new float[SoundPattern.FRAME];
    for (int i = 0; i < window.length; i++) {
      double sine = Math.sin(Math.PI * (i + 0.5) / window.length);
      window[i] = (float) (sine * sine);
    }
    return window;
  }
}
