package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Path;
import java.util.Optional;

/** Butterflies that beat their wings. */
record Butterflies(Stage stage, int count, Optional<Colour> colour) implements Element {
  @Override
  public float nearness() {
    return 0.5f;
  }

  @Override
  public Motion motion() {
    return Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Dice dice = stage.dice(505);
    Colour[] tints = {hex(0xf08a2c), hex(0x4f8fe0), hex(0xf2d04a), hex(0xe8709a)};
    Pen pen = new Pen(canvas, stage, 0.1f);
    for (int i = 0; i < count; i++) {
      float size = stage.unit() * dice.between(0.05, 0.085) * (count <= 2 ? 1.8f : 1);
      float phase = dice.next() * 6.28f;
      float x = stage.width() * (0.1f + 0.8f * (i + dice.next()) / count);
      float y = stage.height() * dice.between(0.35, 0.72);
      x += stage.unit() * (0.02f * Curve.sin(seconds * 0.9f + phase) + 0.012f * seconds);
      y += stage.unit() * 0.025f * Curve.sin(seconds * 1.7f + phase);
      float open = 0.55f + 0.45f * Math.abs(Curve.sin(phase + seconds * 7));
      Colour tint = colour.orElse(tints[(i + dice.below(2)) % tints.length]);
      double tilt = dice.between(-0.5, 0.5);
      for (int side = -1; side <= 1; side += 2) {
        Path upper =
            new Path()
                .moveTo(0, 0)
                .cubicTo(0.15, -0.75, 0.95, -0.85, 0.9, -0.35)
                .cubicTo(0.88, -0.05, 0.4, 0.05, 0, 0);
        Path lower =
            new Path()
                .moveTo(0, 0)
                .cubicTo(0.5, 0, 0.75, 0.2, 0.6, 0.5)
                .cubicTo(0.45, 0.7, 0.15, 0.5, 0, 0.1);
        pen.fill(upper.placed(x, y, side * size * open, size, tilt), tint, Sprite.Finish.FLAT);
        pen.fill(
            lower.placed(x, y, side * size * open, size, tilt),
            tint.times(0.82),
            Sprite.Finish.FLAT);
        Path spot = new Path().ellipse(0.66, -0.42, 0.13, 0.12);
        pen.fill(
            spot.placed(x, y, side * size * open, size, tilt), hex(0x2a2422), Sprite.Finish.FLAT);
      }
      Path body = new Path().limb(0, -0.25, 0.09, 0, 0.42, 0.05);
      pen.fill(body.placed(x, y, size, size, tilt), hex(0x2a2422), Sprite.Finish.FLAT);
    }
  }
}
