package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Path;

/**
 * Birds on the wing, seen from afar, in a loose flock.
 *
 * @param x middle of the flock
 * @param span scene units of the largest bird's wings
 */
record Birds(Stage stage, int count, float x, float y, float span, Colour colour)
    implements Element {
  @Override
  public float nearness() {
    return 0.2f;
  }

  @Override
  public Motion motion() {
    return Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Dice dice = stage.dice(77);
    Pen pen = new Pen(canvas, stage, 0.25f);
    float gap = span * (count > 5 ? 1.15f : 1.35f);
    for (int i = 0; i < count; i++) {
      int rank = (i + 1) / 2;
      float side = i % 2 == 0 ? 1 : -1;
      float bx = x + side * rank * gap * 0.75f + dice.between(-0.3, 0.3) * gap;
      float by =
          y + rank * gap * 0.34f * (i % 2 == 0 ? -0.7f : 0.9f) + dice.between(-0.25, 0.25) * gap;
      float size = span * dice.between(0.7, 1);
      float phase = dice.next() * 6.28f;
      float flap = Curve.sin(phase + seconds * dice.between(6, 8));
      bx += seconds * stage.unit() * 0.045f;
      by += Curve.sin(phase + seconds) * span * 0.06f;
      // Wings are filled one by one: raised and lowered ones turn opposite ways round.
      pen.fill(wing(bx, by, size, flap, -1), colour, Sprite.Finish.FLAT);
      pen.fill(wing(bx, by, size, flap, 1), colour, Sprite.Finish.FLAT);
      pen.fill(body(bx, by, size), colour, Sprite.Finish.FLAT);
    }
  }

  private static Path wing(float x, float y, float span, float flap, int side) {
    double s = side * span / 2;
    double lift = span * (0.1 + 0.16 * flap);
    double tip = span * (0.02 + 0.2 * flap);
    Path path = new Path().moveTo(x, y);
    path.cubicTo(x + s * 0.25, y - lift, x + s * 0.6, y - lift, x + s, y - tip);
    double low = span * 0.05;
    path.cubicTo(
        x + s * 0.6, y - lift * 0.75 + low, x + s * 0.3, y - lift * 0.5 + low, x, y + span * 0.06);
    return path;
  }

  private static Path body(float x, float y, float span) {
    Path path = new Path();
    path.limb(x - span * 0.11, y + span * 0.05, span * 0.02, x, y + span * 0.03, span * 0.06);
    path.limb(x, y + span * 0.03, span * 0.06, x + span * 0.12, y - span * 0.005, span * 0.04);
    path.limb(x + span * 0.12, y - span * 0.005, span * 0.03, x + span * 0.17, y, span * 0.006);
    return path;
  }
}
