package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;
import io.colophon.provider.local.image.raster.Path;

/** Under water: light that fades with depth and falls in shafts, sand, coral, weed and bubbles. */
record Undersea(Stage stage) implements Element {
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
    Noise noise = stage.noise().branch(61);
    water(canvas, noise, seconds);
    Dice dice = stage.dice(62);
    for (int i = 0; i < 9; i++) {
      coral(canvas, dice, i);
    }
    for (int i = 0; i < 14; i++) {
      weed(canvas, dice, seconds);
    }
    float unit = stage.unit();
    for (int i = 0; i < 26; i++) {
      float rise = dice.next() + seconds * dice.between(0.03, 0.08);
      float by = stage.height() * (1 - (rise - (float) Math.floor(rise)));
      float bx = dice.next() * stage.width() + unit * 0.008f * Curve.sin(seconds * 2 + i);
      float r = unit * dice.between(0.003, 0.01);
      canvas.dot(bx, by, r, hex(0xd8f2fa), 0.22);
      canvas.dot(bx - r * 0.3, by - r * 0.35, r * 0.35, Colour.WHITE, 0.7);
    }
  }

  private void water(Canvas canvas, Noise noise, float seconds) {
    Colour top = hex(0x6fd0dc);
    Colour middle = hex(0x1b7fa8);
    Colour low = hex(0x0c4a78);
    Colour sand = hex(0xcbb98c);
    float[] beds = new float[canvas.width()];
    for (int x = 0; x < beds.length; x++) {
      float u = canvas.sceneX(x) / stage.unit();
      beds[x] = stage.horizon() + stage.unit() * 0.05f * noise.fbm(u * 1.6f, 3, 3);
    }
    for (int y = 0; y < canvas.height(); y++) {
      float sy = canvas.sceneY(y);
      float t = sy / stage.height();
      Colour base = t < 0.4f ? top.mix(middle, t / 0.4f) : middle.mix(low, (t - 0.4f) / 0.6f);
      for (int x = 0; x < canvas.width(); x++) {
        float u = canvas.sceneX(x) / stage.unit();
        float v = sy / stage.unit();
        float slant = u * 3.2f + v * 1.1f;
        float shaft = Curve.smooth(0.05f, 0.6f, noise.at(slant, seconds * 0.25f)) * (1 - t) * 0.4f;
        float bed = beds[x];
        float floor = Curve.smooth(bed - 1, bed + 1, sy);
        float r = base.r() + shaft;
        float g = base.g() + shaft;
        float b = base.b() + shaft * 0.8f;
        if (floor > 0) {
          float net =
              1 - Math.abs(noise.at(u * 6 + seconds * 0.3f, v * 13 - seconds * 0.2f)) * 2.2f;
          float k = 0.5f + 0.08f * noise.fbm(u * 20, v * 50, 2) + 0.13f * Math.max(0, net);
          float near = Curve.smooth(bed, stage.height(), sy) * 0.5f + 0.22f;
          r += (sand.r() * k - r) * floor * near * 1.3f;
          g += (sand.g() * k * 1.1f - g) * floor * near * 1.3f;
          b += (sand.b() * k * 1.25f - b) * floor * near * 1.3f;
        }
        canvas.blend(x, y, r, g, b, 1);
      }
      canvas.effort().spent(canvas.width() * (3L * Noise.FLOP + 60));
    }
  }

  private void coral(Canvas canvas, Dice dice, int i) {
    Colour[] tints = {hex(0xe8705a), hex(0xe89ac0), hex(0xf0b04a), hex(0x9a6ac0), hex(0xd8506a)};
    float x = stage.width() * (i + dice.next()) / 9;
    float y = stage.height() * dice.between(0.9, 1.02);
    float size = stage.unit() * dice.between(0.12, 0.24);
    Path path = new Path();
    grow(path, dice, x, y, -Math.PI / 2, size * 0.42f, size * 0.1f, 0);
    Pen pen = new Pen(canvas, stage, 0.35f);
    pen.fill(path, tints[dice.below(tints.length)].mix(hex(0x1b7fa8), 0.25), Sprite.Finish.FLAT);
  }

  private void grow(
      Path path, Dice dice, float x, float y, double angle, float length, float width, int depth) {
    float qx = x + (float) StrictMath.cos(angle) * length;
    float qy = y + (float) StrictMath.sin(angle) * length;
    path.limb(x, y, width, qx, qy, width * 0.8f);
    if (depth < 3) {
      for (int side = -1; side <= 1; side++) {
        if (side != 0 || dice.next() < 0.4f) {
          double turn = side * dice.between(0.35, 0.75);
          grow(path, dice, qx, qy, angle + turn, length * 0.68f, width * 0.72f, depth + 1);
        }
      }
    }
  }

  private void weed(Canvas canvas, Dice dice, float seconds) {
    float unit = stage.unit();
    float x = dice.next() * stage.width();
    float y = stage.height() * dice.between(0.94, 1.03);
    float tall = unit * dice.between(0.18, 0.42);
    float phase = dice.next() * 6.28f;
    Colour tint = hex(0x2f8a5a).mix(hex(0x6aa84f), dice.next()).mix(hex(0x145f80), 0.2);
    Path path = new Path();
    float px = x;
    float py = y;
    for (int k = 1; k <= 14; k++) {
      float t = k / 14f;
      float qx = x + unit * 0.035f * t * Curve.sin(phase + t * 5 + seconds * 1.1f);
      float qy = y - tall * t;
      path.limb(px, py, unit * 0.016f * (1.05f - t), qx, qy, unit * 0.016f * (1.02f - t));
      px = qx;
      py = qy;
    }
    new Pen(canvas, stage, 0.3f).fill(path, tint, Sprite.Finish.FLAT);
  }
}
