package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Path;

/** A stone bridge on three arches across the picture. */
record Bridge(Stage stage, Colour stone) implements Element {
  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    float unit = stage.unit();
    float span = stage.height() - stage.horizon();
    float base = stage.horizon() + span * 0.36f;
    float half = Math.min(stage.width() * 0.46f, unit * 0.52f);
    float cx = stage.width() * 0.5f;
    float rise = unit * 0.17f;
    Pen pen = new Pen(canvas, stage, 0.45f);
    Path wall = new Path().moveTo(cx - half, base);
    wall.quadTo(cx - half * 0.5, base - rise * 1.25, cx, base - rise * 1.25);
    wall.quadTo(cx + half * 0.5, base - rise * 1.25, cx + half, base);
    float lastX = cx + half;
    float[] arches = {0.66f, 0.26f, -0.26f, -0.66f};
    for (int i = 0; i < 3; i++) {
      float right = cx + half * (arches[i] + (i == 0 ? 0.1f : -0.045f));
      float left = cx + half * (arches[i + 1] + (i == 2 ? -0.1f : 0.045f));
      float top = base - rise * (i == 1 ? 0.9f : 0.62f);
      wall.lineTo(right, base);
      wall.cubicTo(right, top - rise * 0.12, left, top - rise * 0.12, left, base);
      lastX = left;
    }
    wall.lineTo(lastX, base);
    pen.fill(wall, stone, Sprite.Finish.FLAT);
    Path rail = new Path();
    float px = cx - half;
    float py = base - rise * 0.04f;
    int posts = 28;
    for (int i = 1; i <= posts; i++) {
      float t = i / (float) posts;
      float u = 2 * t - 1;
      float bow = 1 - bend(1 - Math.abs(u));
      float qx = cx + half * u;
      float qy = base - rise * 1.25f * (1 - bow) - rise * 0.04f;
      rail.limb(px, py, unit * 0.014, qx, qy, unit * 0.014);
      rail.limb(qx, qy, unit * 0.009, qx, qy - unit * 0.03, unit * 0.009);
      px = qx;
      py = qy;
    }
    pen.fill(rail, stone.times(1.12), Sprite.Finish.FLAT);
  }

  /**
   * Height of the roadway, 0 at its foot to 1 at the crown: the quadratic of the wall's outline.
   */
  private static float bend(float t) {
    return 2 * t - t * t;
  }
}
