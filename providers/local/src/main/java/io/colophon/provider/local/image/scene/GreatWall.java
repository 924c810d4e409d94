package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Path;

/** A wall with battlements and watch towers that follows the hills into the distance. */
record GreatWall(Stage stage) implements Element {
  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Colour stone = hex(0xa8977c);
    int pieces = 120;
    for (int i = pieces - 1; i >= 0; i--) {
      piece(canvas, stone, i / (float) pieces, (i + 1) / (float) pieces, i % 2 == 0);
      if (i % 24 == 12) {
        tower(canvas, stone, i / (float) pieces);
      }
    }
  }

  private float x(float t) {
    float swing = Curve.sin(t * 10) * 0.32f * (1 - t * 0.75f);
    return stage.width() * 0.46f + stage.unit() * (swing + 0.28f * t - 0.1f);
  }

  private float y(float t) {
    float hill = Curve.sin(t * 10 + 2.2f) * 0.035f * (1 - t * 0.4f);
    float low = stage.horizon() + (stage.height() - stage.horizon()) * 0.85f;
    float high = stage.horizon() - stage.unit() * 0.1f;
    return low + (high - low) * (float) Math.sqrt(t) + stage.unit() * hill;
  }

  private float size(float t) {
    return stage.unit() * (0.1f * (1 - t) * (1 - t) + 0.012f);
  }

  private void piece(Canvas canvas, Colour stone, float from, float to, boolean merlon) {
    Pen pen = new Pen(canvas, stage, from * 1.4f);
    float x0 = x(from);
    float x1 = x(to);
    float y0 = y(from);
    float y1 = y(to);
    float h0 = size(from);
    float h1 = size(to);
    Path top = new Path().moveTo(x0, y0 - h0).lineTo(x1, y1 - h1);
    top.lineTo(x1 + h1 * 0.9, y1 - h1 * 0.9).lineTo(x0 + h0 * 0.9, y0 - h0 * 0.9);
    pen.fill(top, stone.times(1.2), Sprite.Finish.FLAT);
    Path side = new Path().moveTo(x0, y0 - h0).lineTo(x1, y1 - h1);
    side.lineTo(x1, y1 + h1 * 0.2).lineTo(x0, y0 + h0 * 0.2);
    pen.fill(side, stone, Sprite.Finish.FLAT);
    if (merlon) {
      Path teeth = new Path().limb(x0, y0 - h0 * 1.1, h0 * 0.22, x1, y1 - h1 * 1.1, h1 * 0.22);
      pen.fill(teeth, stone.times(0.92), Sprite.Finish.FLAT);
    }
  }

  private void tower(Canvas canvas, Colour stone, float t) {
    Pen pen = new Pen(canvas, stage, t * 1.4f);
    float h = size(t);
    float px = x(t) + h * 0.4f;
    float py = y(t);
    Path body = new Path().rectangle(px - h, py - h * 2.3, h * 2, h * 2.5);
    pen.fill(body, stone.times(1.05), Sprite.Finish.FLAT);
    Path crown = new Path();
    for (int k = 0; k < 4; k++) {
      crown.rectangle(px - h * 1.1 + k * h * 0.62, py - h * 2.6, h * 0.36, h * 0.4);
    }
    pen.fill(crown, stone.times(0.95), Sprite.Finish.FLAT);
    Path slits = new Path();
    for (int k = -1; k <= 1; k++) {
      slits.rectangle(px + k * h * 0.55 - h * 0.12, py - h * 1.8, h * 0.24, h * 0.45);
    }
    pen.fill(slits, hex(0x4a4034), Sprite.Finish.FLAT);
  }
}
