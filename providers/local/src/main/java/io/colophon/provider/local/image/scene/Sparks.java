package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Paint;
import io.colophon.provider.local.image.raster.Path;

/** Light that comes and goes: fireworks, shooting stars or lightning. */
record Sparks(Stage stage, Kind kind, int count, float x) implements Element {

  /** What flashes. */
  enum Kind {
    FIREWORKS,
    METEORS,
    LIGHTNING
  }

  @Override
  public float nearness() {
    return 0.05f;
  }

  @Override
  public Motion motion() {
    return Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    for (int i = 0; i < count; i++) {
      switch (kind) {
        case FIREWORKS -> burst(canvas, i, seconds);
        case METEORS -> meteor(canvas, i, seconds);
        case LIGHTNING -> bolt(canvas, i, seconds);
      }
    }
  }

  private void burst(Canvas canvas, int i, float seconds) {
    float period = 2.4f;
    float clock = seconds / period + 0.42f + i * 0.37f;
    int round = (int) Math.floor(clock);
    float age = clock - round;
    if (seconds == 0) {
      age = 0.3f + 0.11f * (i % 4);
    }
    Dice dice = stage.dice(600 + i * 13 + round * 101);
    float cx = stage.width() * ((i + 0.5f + dice.between(-0.25, 0.25)) / count);
    float cy = stage.horizon() * dice.between(0.16, 0.56);
    Colour colour = Colour.hsv(dice.next(), 0.62, 1);
    float reach = stage.unit() * dice.between(0.13, 0.22) * (1 - Curve.decay(age * 4.5f));
    float fade = 1 - Curve.smooth(0.45f, 1, age);
    canvas.glow(cx, cy, reach * 1.6, colour, 0.22 * fade);
    int rays = 64;
    for (int k = 0; k < rays; k++) {
      double angle = 2 * Math.PI * (k + dice.next() * 0.6) / rays;
      float far = reach * (float) Math.sqrt(dice.between(0.18, 1));
      float drop = stage.unit() * 0.07f * age * age;
      for (int tail = 0; tail < 5; tail++) {
        float t = 1 - tail * 0.085f;
        float px = cx + (float) StrictMath.cos(angle) * far * t;
        float py = cy + (float) StrictMath.sin(angle) * far * t + drop * t * t;
        Colour c = colour.mix(Colour.WHITE, tail == 0 ? 0.7 : 0.15);
        double a = fade * (1 - tail * 0.18) * 0.9;
        canvas.dot(px, py, stage.unit() * 0.0021 * (1 - tail * 0.1), c, a);
      }
    }
    canvas.glow(cx, cy, reach * 0.25, Colour.WHITE, 0.4 * fade);
  }

  private void meteor(Canvas canvas, int i, float seconds) {
    Dice dice = stage.dice(640 + i);
    float go = seconds * stage.unit() * 0.35f;
    float length = stage.unit() * dice.between(0.16, 0.3);
    float px = stage.width() * (0.22f + 0.68f * (i + dice.next()) / count) - go;
    float py = stage.horizon() * dice.between(0.1, 0.5) + go * 0.5f;
    int pieces = 60;
    for (int k = pieces; k >= 0; k--) {
      float t = k / (float) pieces;
      double a = (1 - t) * (1 - t) * 0.9;
      canvas.dot(
          px + length * t,
          py - length * 0.5 * t,
          stage.unit() * 0.003 * (1 - 0.8 * t),
          new Colour(0.9f, 0.96f, 1),
          a);
    }
    canvas.glow(px, py, stage.unit() * 0.02, Colour.WHITE, 0.8);
  }

  private void bolt(Canvas canvas, int i, float seconds) {
    float clock = seconds / 1.7f + i * 0.4f;
    int round = (int) Math.floor(clock);
    float age = clock - round;
    float flash = seconds == 0 ? 1 : Curve.decay(age * 9);
    if (flash < 0.03f) {
      return;
    }
    Dice dice = stage.dice(680 + i * 7 + round * 31);
    Path path = new Path();
    float px =
        x + (i - (count - 1) / 2f) * stage.unit() * 0.4f + dice.between(-0.1, 0.1) * stage.unit();
    fork(path, dice, px, stage.horizon() * 0.06f, stage.unit() * 0.008f, 0);
    canvas.glow(
        px, stage.horizon() * 0.3, stage.unit() * 0.6, new Colour(0.75f, 0.78f, 1), 0.4 * flash);
    canvas.fill(path, Paint.flat(new Colour(0.97f, 0.96f, 1), flash));
  }

  private void fork(Path path, Dice dice, float fromX, float fromY, float width, int depth) {
    float px = fromX;
    float py = fromY;
    float w = width;
    float step = stage.horizon() * 0.05f;
    float lean = depth == 0 ? 0 : dice.between(-1.3, 1.3);
    while (py < stage.horizon() * (depth == 0 ? 1.0f : 0.8f) && w > width * 0.2f) {
      float qx = px + step * (dice.between(-0.9, 0.9) + lean * 0.6f);
      float qy = py + step * dice.between(0.6, 1.2);
      path.limb(px, py, w, qx, qy, w * 0.95f);
      if (depth < 2 && dice.next() < 0.22f) {
        fork(path, dice, qx, qy, w * 0.5f, depth + 1);
      }
      px = qx;
      py = qy;
      w *= depth == 0 ? 0.97f : 0.86f;
    }
  }
}
