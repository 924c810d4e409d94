package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Path;

/**
 * A city: rows of towers from far to near, with windows.
 *
 * @param base height at which the nearest row stands
 * @param tall scene units of the highest towers
 * @param left left end, as {@code right} in scene units
 */
record Skyline(Stage stage, float base, float tall, float left, float right) implements Element {
  @Override
  public float nearness() {
    return 0.22f;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Dice dice = stage.dice(41);
    Colour[] walls = {
      hex(0x7f8da0), hex(0x93867c), hex(0x667488), hex(0xa59a8c), hex(0x5c6f80), hex(0x86756c)
    };
    for (int row = 0; row < 3; row++) {
      Pen pen = new Pen(canvas, stage, 1.25f - row * 0.5f);
      float width = stage.unit() * (0.05f + 0.018f * row);
      float x = left - width * dice.next();
      while (x < right) {
        float w = width * dice.between(0.6, 1.35);
        float middle = (x - left) / (right - left) * 2 - 1;
        float hump = 1.1f - 0.65f * middle * middle;
        float grow = dice.next();
        float h = tall * hump * (0.3f + 0.7f * grow * grow) * (1 - 0.2f * row);
        tower(canvas, pen, dice, x, w, Math.max(h, width * 0.7f), walls[dice.below(walls.length)]);
        x += w * dice.between(0.95, 1.25);
      }
    }
  }

  private void tower(Canvas canvas, Pen pen, Dice dice, float x, float w, float h, Colour wall) {
    float top = base - h;
    Path body = new Path().rectangle(x, top, w, h);
    int roof = dice.below(5);
    if (roof == 0) {
      body.rectangle(x + w * 0.2, top - w * 0.28, w * 0.6, w * 0.29);
    } else if (roof == 1) {
      body.limb(x + w / 2, top, w * 0.07, x + w / 2, top - w * 0.8, w * 0.02);
    } else if (roof == 2) {
      body.moveTo(x, top).lineTo(x + w / 2, top - w * 0.5).lineTo(x + w, top);
    }
    pen.fill(body, wall, Sprite.Finish.FLAT);
    float scale = canvas.view().scale();
    float cell = Math.max(stage.unit() * 0.0065f, 3f / scale);
    Colour[] lamps = {hex(0xffd98a), hex(0xffc46b), hex(0xfff0c8), hex(0xa8d4ff)};
    boolean lit = stage.light().windowsLit();
    Colour dark = pen.seen(wall.times(0.62), 0.5f).mix(stage.light().sky(0.5f), 0.22);
    for (float wy = top + cell; wy < base - cell * 1.2f; wy += cell * 1.45f) {
      for (float wx = x + cell * 0.7f; wx < x + w - cell; wx += cell * 1.35f) {
        float on = dice.next();
        Colour tint = lamps[dice.below(lamps.length)];
        Colour pane = lit && on < 0.5f ? pen.shining(tint) : dark;
        window(canvas, wx, wy, cell * 0.72f, cell * 0.85f, pane);
      }
    }
  }

  private static void window(Canvas canvas, float x, float y, float w, float h, Colour colour) {
    int x0 = canvas.columnOf(x);
    int y0 = canvas.rowOf(y);
    int x1 = Math.min(canvas.width(), Math.max(canvas.columnOf(x + w), x0 + 1));
    int y1 = Math.min(canvas.height(), Math.max(canvas.rowOf(y + h), y0 + 1));
    for (int py = y0; py < y1; py++) {
      for (int px = x0; px < x1; px++) {
        canvas.blend(px, py, colour.r(), colour.g(), colour.b(), 0.9f);
      }
    }
    canvas.effort().spent((long) Math.max(0, x1 - x0) * Math.max(0, y1 - y0) * Canvas.BLEND_FLOP);
  }
}
