package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Path;
import java.util.List;
import java.util.Optional;

/**
 * Grass and flowers that grow smaller towards the horizon, painted from far to near.
 *
 * @param blades tufts of grass for a picture of one unit squared
 * @param flowers as {@code blades}; 0 for grass alone
 * @param petals colours to choose from
 * @param from depth below the horizon where it begins: 0 is the horizon, 1 the lower edge
 * @param sprite what to draw near by; empty for a plain round bloom
 */
record Flowerbed(
    Stage stage,
    int blades,
    int flowers,
    List<Colour> petals,
    Optional<Sprite> sprite,
    Colour grass,
    float from)
    implements Element {
  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Dice dice = stage.dice(91);
    float unit = stage.unit();
    float area = stage.width() / unit;
    int total = Math.min(5000, (int) ((blades + flowers) * area));
    float share = flowers / (float) (blades + flowers);
    for (int i = 0; i < total; i++) {
      float order = (i + dice.next()) / total;
      // Depth is spread so that the ground is covered evenly in the picture.
      float depth = from + (1.08f - from) * order;
      float y = stage.horizon() + (stage.height() - stage.horizon()) * depth;
      float x = dice.next() * stage.width() * 1.1f - stage.width() * 0.05f;
      boolean flower = dice.next() < share;
      float near = depth * dice.between(0.75, 1.2);
      Pen pen = new Pen(canvas, stage, Math.max(0, 1 - depth));
      if (flower) {
        Colour petal = petals.get(dice.below(petals.size())).times(dice.between(0.85, 1.12));
        bloom(canvas, pen, dice, x, y, unit * 0.075f * near, petal);
      } else {
        tuft(canvas, pen, dice, x, y, unit * 0.06f * near);
      }
    }
  }

  private void tuft(Canvas canvas, Pen pen, Dice dice, float x, float y, float size) {
    Path path = new Path();
    float thick = Math.max(size * 0.07f, 0.6f / canvas.view().scale());
    for (int k = 0; k < 4; k++) {
      float bx = x + dice.between(-0.35, 0.35) * size;
      float lean = dice.between(-0.35, 0.35) * size;
      float tall = size * dice.between(0.5, 1);
      float my = y - tall * 0.55f;
      path.limb(bx, y, thick, bx + lean * 0.35f, my, thick * 0.8f);
      path.limb(bx + lean * 0.35f, my, thick * 0.8f, bx + lean, y - tall, thick * 0.15f);
    }
    pen.fill(path, grass.times(dice.between(0.72, 1.12)), Sprite.Finish.FLAT);
  }

  private void bloom(
      Canvas canvas, Pen pen, Dice dice, float x, float y, float size, Colour petal) {
    if (sprite.isPresent()) {
      float grown = size * dice.between(1.6, 2.2);
      pen.sprite(sprite.get(), petal, x, y, grown, dice.next() < 0.5f, dice.between(-0.15, 0.15));
      return;
    }
    float stem = Math.max(size * 0.05f, 0.5f / canvas.view().scale());
    float cx = x + dice.between(-0.15, 0.15) * size;
    float cy = y - size * dice.between(0.6, 1);
    pen.fill(new Path().limb(x, y, stem, cx, cy, stem), grass.times(0.85), Sprite.Finish.FLAT);
    float radius = size * 0.2f;
    if (radius * canvas.view().scale() < 2.2f) {
      canvas.dot(cx, cy, radius * 1.25, pen.seen(petal, 0.85f), 0.95);
      return;
    }
    int leaves = 5 + dice.below(3);
    double turn = dice.next() * 6.28;
    Path ring = new Path();
    for (int k = 0; k < leaves; k++) {
      double angle = turn + 2 * Math.PI * k / leaves;
      double dx = StrictMath.cos(angle) * radius;
      double dy = StrictMath.sin(angle) * radius * 0.8;
      ring.limb(cx + dx * 0.3, cy + dy * 0.3, radius * 0.5, cx + dx, cy + dy, radius * 0.72);
    }
    pen.fill(ring, petal, Sprite.Finish.ROUND);
    Colour heart = Curve.clamp(petal.luma()) > 0.75f ? hex(0xf0b429) : hex(0xfbe08a);
    pen.fill(new Path().circle(cx, cy, radius * 0.38), heart, Sprite.Finish.ROUND);
  }
}
