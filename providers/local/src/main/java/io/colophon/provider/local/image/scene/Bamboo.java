package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Path;

/**
 * Bamboo stalks with their joints and narrow leaves.
 *
 * @param density 1 is a grove, less leaves more room
 */
record Bamboo(Stage stage, float density) implements Element {
  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Dice dice = stage.dice(520);
    int count = (int) (26 * density * Math.max(1, stage.width() / stage.unit()));
    for (int i = 0; i < count; i++) {
      float order = i / (float) count;
      float x = dice.next() * stage.width();
      float middle = Math.abs(x / stage.width() - 0.5f) * 2;
      if (order > 0.45f && middle < 0.5f) {
        x = stage.width() * (x < stage.width() / 2 ? 0.22f * dice.next() : 1 - 0.22f * dice.next());
      }
      stalk(canvas, dice, x, order);
    }
  }

  private void stalk(Canvas canvas, Dice dice, float x, float order) {
    float unit = stage.unit();
    float y = stage.horizon() + (stage.height() - stage.horizon()) * (0.12f + 0.85f * order);
    float width = unit * (0.008f + 0.022f * order);
    float lean = dice.between(-0.05, 0.05) * unit;
    float joint = unit * (0.05f + 0.07f * order) * dice.between(0.9, 1.1);
    Colour green = hex(0x6f9a3f).mix(hex(0x3f7a44), dice.next());
    Pen pen = new Pen(canvas, stage, Math.max(0, 0.9f - order));
    int joints = (int) (y / joint) + 2;
    for (int k = 0; k < joints; k++) {
      float t0 = k / (float) joints;
      float t1 = (k + 0.94f) / joints;
      float x0 = x + lean * t0 * t0 * 3;
      float x1 = x + lean * t1 * t1 * 3;
      Path tube =
          new Path().limb(x0, y - joint * k, width, x1, y - joint * (k + 0.94f), width * 0.95f);
      pen.fill(tube, green, Sprite.Finish.ROUND);
      if (k > 1 && dice.next() < 0.6f) {
        leaves(pen, dice, x1, y - joint * (k + 0.94f), unit * (0.05f + 0.05f * order), green);
      }
    }
  }

  private void leaves(Pen pen, Dice dice, float x, float y, float size, Colour green) {
    int side = dice.next() < 0.5f ? -1 : 1;
    for (int k = 0; k < 4; k++) {
      double angle = side * dice.between(0.1, 1.2);
      Path leaf = new Path().moveTo(0, 0).quadTo(0.5, -0.11, 1, 0.1).quadTo(0.45, 0.1, 0, 0);
      float px = x + side * size * 0.3f * k / 3;
      pen.fill(
          leaf.placed(px, y - size * 0.1f, side * size, size, angle * side * 0.5 + angle * 0.3),
          green.times(dice.between(0.85, 1.2)),
          Sprite.Finish.FLAT);
    }
  }
}
