package io.colophon.labeling.watermark;

import java.util.Arrays;

/**
 * Writes the sound mark. Each channel is brought to the rate of the mark, cut into frames, and what
 * the mark adds to a frame goes back to the rate of the sound and is added to it; the sound itself
 * is never resampled. All channels get the same gains, so that their mix has them too.
 */
final class SoundEmbedder implements SoundWatermark.Embedder {
  private static final Fft FFT = new Fft(SoundPattern.FRAME);
  private static final float[] WINDOW = window();

  private final int channels;
  private final Resampler[] down;
  private final Resampler[] up;

  /** At the rate of the mark, by channel: the last frame, and what is to be added to it. */
  private final float[][] frames;

  private final float[][] added;
  private final SoundGains gains;
  private int waiting;
  private long frame;

  /** Interleaved samples that still wait for what is added to them, and those additions. */
  private FloatQueue sound = new FloatQueue();

  private final FloatQueue[] changes;

  SoundEmbedder(int rate, int channels, long payload) {
    this.channels = channels;
    down = new Resampler[channels];
    up = new Resampler[channels];
    changes = new FloatQueue[channels];
    for (int c = 0; c < channels; c++) {
      down[c] = new Resampler(rate, SoundPattern.RATE);
      up[c] = new Resampler(SoundPattern.RATE, rate);
      changes[c] = new FloatQueue();
    }
    frames = new float[channels][SoundPattern.FRAME];
    added = new float[channels][SoundPattern.FRAME];
    gains = new SoundGains(MarkCode.encode(payload, SoundDetector.SCHEME));
  }

  @Override
  public float[] next(float[] interleaved) {
    sound.add(interleaved, interleaved.length);
    int count = interleaved.length / channels;
    float[] one = new float[count];
    float[][] low = new float[channels][];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < count; i++) {
        one[i] = interleaved[i * channels + c];
      }
      low[c] = down[c].next(one, count);
    }
    take(low);
    return ready();
  }

  @Override
  public float[] end() {
    float[][] low = new float[channels][];
    for (int c = 0; c < channels; c++) {
      low[c] = down[c].end();
    }
    take(low);
    take(new float[channels][2 * SoundPattern.FRAME]);
    for (int c = 0; c < channels; c++) {
      float[] last = up[c].end();
      changes[c].add(last, last.length);
      // Were a sample or two still short, nothing would be added to them.
      changes[c].add(new float[sound.size() / channels], sound.size() / channels);
    }
    return ready();
  }

  private void take(float[][] low) {
    for (int i = 0; i < low[0].length; i++) {
      for (int c = 0; c < channels; c++) {
        frames[c][SoundPattern.HOP + waiting] = low[c][i];
      }
      if (++waiting == SoundPattern.HOP) {
        frame();
        waiting = 0;
      }
    }
  }

  private void frame() {
    int size = SoundPattern.FRAME;
    int hop = SoundPattern.HOP;
    float[][] re = new float[channels][];
    float[][] im = new float[channels][size];
    float[] mixRe = new float[size];
    float[] mixIm = new float[size];
    for (int c = 0; c < channels; c++) {
      re[c] = frames[c].clone();
      for (int i = 0; i < size; i++) {
        re[c][i] *= WINDOW[i];
      }
      FFT.forward(re[c], im[c]);
      for (int i = 0; i < size; i++) {
        mixRe[i] += re[c][i];
        mixIm[i] += im[c][i];
      }
    }
    float[] factors = gains.next(mixRe, mixIm);
    for (int c = 0; c < channels; c++) {
      for (int k = 1; k < size / 2; k++) {
        re[c][k] *= factors[k];
        im[c][k] *= factors[k];
        re[c][size - k] = re[c][k];
        im[c][size - k] = -im[c][k];
      }
      re[c][0] = im[c][0] = re[c][size / 2] = im[c][size / 2] = 0;
      FFT.backward(re[c], im[c]);
      for (int i = 0; i < size; i++) {
        added[c][i] += re[c][i] * WINDOW[i] / size;
      }
      // The first frame starts half a frame before the sound.
      if (frame > 0) {
        SoundLimit.apply(added[c], frames[c], hop);
        float[] change = up[c].next(added[c], hop);
        changes[c].add(change, change.length);
      }
      System.arraycopy(frames[c], hop, frames[c], 0, hop);
      System.arraycopy(added[c], hop, added[c], 0, hop);
      Arrays.fill(added[c], hop, size, 0);
    }
    frame++;
  }

  private float[] ready() {
    int count = sound.size() / channels;
    for (FloatQueue change : changes) {
      count = Math.min(count, change.size());
    }
    float[] marked = sound.take(count * channels);
    for (int c = 0; c < channels; c++) {
      float[] change = changes[c].take(count);
      for (int i = 0; i < count; i++) {
        int at = i * channels + c;
        float limit = Math.max(1, Math.abs(marked[at]));
        marked[at] = Math.min(limit, Math.max(-limit, marked[at] + change[i]));
      }
    }
    return marked;
  }

  /** The root of a Hann window: applied twice, overlapping frames add up to 1. */
  private static float[] window() {
    float[] window = new float[SoundPattern.FRAME];
    for (int i = 0; i < window.length; i++) {
      window[i] = (float) Math.sin(Math.PI * (i + 0.5) / window.length);
    }
    return window;
  }
}
