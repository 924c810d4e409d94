package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;

/**
 * Stars that twinkle.
 *
 * @param many stars for a picture of one unit squared
 */
record Stars(Stage stage, float bottom, int many) implements Element {
  @Override
  public float nearness() {
    return 0.01f;
  }

  @Override
  public Motion motion() {
    return Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Dice dice = stage.dice(11);
    float unit = stage.unit();
    int count = Math.min(6000, (int) (many * stage.width() * stage.height() / (unit * unit)));
    Colour[] tints = {hex(0xffffff), hex(0xcfe0ff), hex(0xffe9cf), hex(0xe8f0ff)};
    for (int i = 0; i < count; i++) {
      float x = dice.between(-0.05, 1.05) * stage.width();
      float y = dice.next() * bottom;
      float size = dice.next();
      float phase = dice.next() * 6.28f;
      Colour tint = tints[dice.below(tints.length)];
      float cube = size * size * size;
      float low = 1 - Curve.smooth(0.7f, 1, y / bottom);
      float twinkle = 0.8f + 0.2f * Curve.sin(phase + seconds * (1.5f + 3 * size));
      canvas.dot(x, y, unit * (0.0007 + 0.0017 * cube), tint, (0.25 + 0.75 * cube) * low * twinkle);
      if (cube > 0.93f) {
        canvas.glow(x, y, unit * 0.014, tint, 0.5 * low * twinkle);
      }
    }
  }
}
