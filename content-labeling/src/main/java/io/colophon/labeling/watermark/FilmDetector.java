package io.colophon.labeling.watermark;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Adds whitened frames up: the mark is the same in all of them, what they show is not. */
final class FilmDetector implements FilmWatermark.Detector {
  private final int width;
  private final int height;
  private final float scale;
  private final float black;
  private final byte[] row;
  private final float[] samples;
  private float[] sum = new float[0];
  private int sumWidth;
  private int sumHeight;
  private int asked;

  FilmDetector(int width, int height, boolean fullRange) {
    this.width = width;
    this.height = height;
    black = fullRange ? 0 : 16;
    scale = fullRange ? 1 : 255f / 219;
    row = new byte[width];
    samples = new float[width * height];
  }

  @Override
  public void next(ByteBuffer luma, int stride) {
    for (int y = 0; y < height; y++) {
      luma.get(y * stride, row, 0, width);
      for (int x = 0; x < width; x++) {
        samples[y * width + x] = ((row[x] & 0xff) - black) * scale;
      }
    }
    LumaPlane small = Shrunk.toMegapixel(new LumaPlane(width, height, samples));
    sumWidth = small.width();
    sumHeight = small.height();
    float[] whitened = Whitened.of(small.samples(), sumWidth, sumHeight);
    if (sum.length == 0) {
      sum = whitened;
      return;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += whitened[i];
    }
  }

  @Override
  public Optional<Detection> detect() {
    // Each question is another chance for a false answer: the bound holds for so many.
    if (sum.length == 0 || asked == MarkCode.ATTEMPTS / PictureDetector.ATTEMPTS) {
      return Optional.empty();
    }
    return PictureDetector.detect(sum, sumWidth, sumHeight, PictureDetector.ATTEMPTS * asked++);
  }
}
