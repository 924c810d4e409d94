package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Path;

/** A sandy island with a green back. */
record Island(Stage stage, float x, float y, float size) implements Element {
  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Pen pen = new Pen(canvas, stage, stage.distance(y));
    Path sand = new Path().moveTo(x - size, y);
    sand.cubicTo(x - size * 0.6, y - size * 0.16, x + size * 0.6, y - size * 0.16, x + size, y);
    sand.cubicTo(x + size * 0.5, y + size * 0.06, x - size * 0.5, y + size * 0.06, x - size, y);
    pen.fill(sand, hex(0xe8d3a0), Sprite.Finish.FLAT);
    Path green = new Path().moveTo(x - size * 0.66, y - size * 0.05);
    green.cubicTo(
        x - size * 0.5, y - size * 0.3, x - size * 0.1, y - size * 0.16, x, y - size * 0.26);
    green.cubicTo(
        x + size * 0.2,
        y - size * 0.34,
        x + size * 0.55,
        y - size * 0.2,
        x + size * 0.66,
        y - size * 0.04);
    green.quadTo(x, y - size * 0.02, x - size * 0.66, y - size * 0.05);
    pen.fill(green, hex(0x5b8f42), Sprite.Finish.FLAT);
  }
}
