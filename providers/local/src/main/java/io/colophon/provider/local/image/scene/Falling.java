package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Paint;
import io.colophon.provider.local.image.raster.Path;

/**
 * What falls through the air: each flake or drop has its own lane and comes again at the top.
 *
 * @param many for a picture of one unit squared
 */
record Falling(Stage stage, Kind kind, int many, Colour colour) implements Element {

  /** What falls. */
  enum Kind {
    RAIN,
    SNOW,
    PETALS
  }

  @Override
  public float nearness() {
    return 0;
  }

  @Override
  public Motion motion() {
    return Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Dice dice = stage.dice(55);
    float unit = stage.unit();
    int count = Math.min(4000, (int) (many * stage.width() * stage.height() / (unit * unit)));
    float tall = stage.height() * 1.1f;
    for (int i = 0; i < count; i++) {
      float near = dice.next();
      near = 0.25f + 0.75f * near * near;
      float lane = dice.next();
      float start = dice.next();
      float phase = dice.next() * 6.28f;
      float speed = (kind == Kind.RAIN ? 1.6f : kind == Kind.SNOW ? 0.11f : 0.09f) * unit * near;
      float fallen = start * tall + speed * seconds;
      float y = fallen - (float) Math.floor(fallen / tall) * tall - tall * 0.05f;
      float x = lane * stage.width() * 1.1f - stage.width() * 0.05f;
      switch (kind) {
        case RAIN -> drop(canvas, x, y, near);
        case SNOW -> {
          x += unit * 0.02f * near * Curve.sin(phase + seconds * (0.6f + near));
          canvas.dot(x, y, unit * 0.0052 * near, colour, 0.45 + 0.5 * near);
        }
        case PETALS -> petal(canvas, x, y, near, phase, seconds);
      }
    }
  }

  private void drop(Canvas canvas, float x, float y, float near) {
    float length = stage.unit() * 0.05f * near;
    float width = Math.max(stage.unit() * 0.0016f * near, 0.7f / canvas.view().scale());
    Path path = new Path().limb(x, y, width * 0.4, x - length * 0.16, y + length, width);
    canvas.fill(path, Paint.flat(colour, 0.2 + 0.3 * near));
  }

  private void petal(Canvas canvas, float x, float y, float near, float phase, float seconds) {
    float unit = stage.unit();
    float swing = Curve.sin(phase + seconds * (0.8f + near));
    float px = x + unit * 0.05f * near * swing + seconds * unit * 0.012f * near;
    px -= (float) Math.floor(px / (stage.width() * 1.1f)) * stage.width() * 1.1f;
    double size = unit * 0.0085 * near;
    Path path = new Path().ellipse(0, 0, size, size * (0.35 + 0.3 * Math.abs(swing)));
    canvas.fill(
        path.placed(px, y, 1, 1, phase + swing), Paint.flat(colour.times(0.85 + 0.2 * near), 0.85));
  }
}
