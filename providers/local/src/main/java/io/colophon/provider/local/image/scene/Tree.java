package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Path;

/**
 * A tree: a forking trunk and a crown of single leaves, the far and dark ones painted first.
 *
 * @param x foot
 * @param size scene units of its height
 * @param leaf colour of its leaves
 */
record Tree(Stage stage, Kind kind, float x, float y, float size, Colour leaf, int number)
    implements Element {

  /** What grows. */
  enum Kind {
    BROADLEAF,
    BLOSSOM,
    BARE,
    PINE,
    PALM,
    WILLOW
  }

  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Pen pen = new Pen(canvas, stage, stage.distance(y));
    Dice dice = stage.dice(1000 + number);
    switch (kind) {
      case PINE -> pine(canvas, pen, dice);
      case PALM -> palm(canvas, pen, dice);
      default -> leafy(canvas, pen, dice);
    }
  }

  private void leafy(Canvas canvas, Pen pen, Dice dice) {
    boolean blossom = kind == Kind.BLOSSOM;
    Colour bark = blossom ? hex(0x4a342c) : hex(0x5d452f);
    Path wood = new Path();
    branch(wood, dice, x, y, -Math.PI / 2, size * 0.36f, size * (blossom ? 0.075f : 0.07f), 0);
    pen.fill(wood, bark, Sprite.Finish.FLAT);
    if (kind == Kind.BARE) {
      return;
    }
    float spread = blossom ? 0.42f : kind == Kind.WILLOW ? 0.4f : 0.34f;
    float[][] puffs = new float[9][];
    for (int i = 0; i < puffs.length; i++) {
      double angle = Math.PI * (0.02 + 0.96 * (i + dice.next()) / puffs.length);
      float reach = dice.between(0.35, 1);
      puffs[i] =
          new float[] {
            x - (float) StrictMath.cos(angle) * spread * size * reach,
            y - size * (0.52f + 0.3f * (float) StrictMath.sin(angle) * reach),
            size * dice.between(0.13, 0.2)
          };
    }
    float pixels = size * canvas.view().scale();
    int leaves = (int) Math.max(90, Math.min(3600, pixels * pixels * 0.06));
    float dot = Math.max(0.55f / canvas.view().scale(), size * (pixels > 300 ? 0.0115f : 0.018f));
    float side = Math.max(-1, Math.min(1, (stage.light().lampX() - x) / (stage.unit() * 0.5f)));
    for (int i = 0; i < leaves; i++) {
      float layer = i / (float) leaves;
      float[] puff = puffs[dice.below(puffs.length)];
      double angle = dice.next() * 2 * Math.PI;
      float reach = (float) Math.sqrt(dice.next());
      float u = (float) StrictMath.cos(angle) * reach;
      float v = (float) StrictMath.sin(angle) * reach;
      float high = (y - puff[1]) / size - 0.5f;
      float lit = 0.42f + 0.28f * (u * side - v) + 0.5f * high;
      float facing = Curve.clamp(lit * (0.35f + 0.75f * layer) + dice.between(-0.1, 0.12));
      Colour tint = leaf.times(0.72f + 0.42f * facing + dice.between(-0.06, 0.06));
      if (kind == Kind.WILLOW && i % 7 == 0) {
        strand(canvas, pen, dice, puff[0] + u * puff[2], puff[1] + v * puff[2], tint);
      } else {
        float px = puff[0] + u * puff[2];
        float py = puff[1] + v * puff[2] * 0.86f;
        canvas.dot(px, py, dot * dice.between(0.7, 1.4), pen.seen(tint, facing), 0.95);
      }
    }
  }

  private void strand(Canvas canvas, Pen pen, Dice dice, float px, float py, Colour tint) {
    float length = size * dice.between(0.25, 0.5);
    float sway = size * dice.between(-0.03, 0.03);
    Path path = new Path();
    path.limb(px, py, size * 0.006, px + sway, py + length * 0.6, size * 0.006);
    path.limb(
        px + sway, py + length * 0.6, size * 0.006, px + sway * 0.7, py + length, size * 0.002);
    pen.fill(path, tint, Sprite.Finish.FLAT);
    canvas.effort().spent(60);
  }

  private void branch(
      Path wood,
      Dice dice,
      float px,
      float py,
      double angle,
      float length,
      float width,
      int depth) {
    float qx = px + (float) StrictMath.cos(angle) * length;
    float qy = py + (float) StrictMath.sin(angle) * length;
    wood.limb(px, py, width, qx, qy, width * 0.66);
    if (depth >= (kind == Kind.BARE ? 5 : 3)) {
      return;
    }
    int forks = depth == 0 || dice.next() < 0.35f ? 3 : 2;
    for (int i = 0; i < forks; i++) {
      double turn = (i - (forks - 1) / 2.0) * (0.75 + 0.3 * dice.next()) + dice.between(-0.2, 0.2);
      float shrink = dice.between(0.58, 0.74);
      branch(wood, dice, qx, qy, angle + turn, length * shrink, width * 0.62f, depth + 1);
    }
  }

  private void pine(Canvas canvas, Pen pen, Dice dice) {
    Path trunk = new Path().limb(x, y, size * 0.05, x, y - size * 0.3, size * 0.035);
    pen.fill(trunk, hex(0x4d3a2b), Sprite.Finish.FLAT);
    int tiers = size * canvas.view().scale() > 60 ? 8 : 5;
    for (int i = 0; i < tiers; i++) {
      float t = i / (float) tiers;
      float base = y - size * (0.1f + 0.72f * t);
      float half = size * 0.25f * (1 - t * 0.86f) * dice.between(0.92, 1.08);
      float top = base - size * 0.26f * (1 - 0.25f * t);
      Path tier = new Path().moveTo(x, top);
      tier.quadTo(x + half * 0.35, base - size * 0.06, x + half, base);
      int teeth = 7;
      for (int k = 1; k < teeth; k++) {
        float px = x + half * (1 - 2f * k / teeth);
        float drop = (k % 2 == 0 ? -0.03f : 0.012f) * size + dice.between(-0.006, 0.006) * size;
        tier.lineTo(px, base + drop);
      }
      tier.lineTo(x - half, base).quadTo(x - half * 0.35, base - size * 0.06, x, top);
      pen.fill(tier, leaf.times(0.74 + 0.4 * t), Sprite.Finish.FLAT);
      if (stage.winter()) {
        Path snow = new Path().moveTo(x, top);
        snow.quadTo(x + half * 0.3, base - size * 0.08, x + half * 0.8, base - size * 0.025);
        snow.quadTo(x + half * 0.2, base - size * 0.07, x - half * 0.1, base - size * 0.05);
        snow.quadTo(x - half * 0.5, base - size * 0.06, x - half * 0.75, base - size * 0.03);
        snow.quadTo(x - half * 0.3, base - size * 0.09, x, top);
        pen.fill(snow, hex(0xf2f6fb), Sprite.Finish.FLAT);
      }
    }
  }

  private void palm(Canvas canvas, Pen pen, Dice dice) {
    float lean = dice.between(-0.22, 0.22) * size;
    float px = x;
    float py = y;
    Path trunk = new Path();
    int rings = 12;
    for (int i = 1; i <= rings; i++) {
      float t = i / (float) rings;
      float qx = x + lean * t * t;
      float qy = y - size * 0.78f * t;
      trunk.limb(px, py, size * 0.05 * (1.1 - 0.4 * t), qx, qy, size * 0.042 * (1.1 - 0.4 * t));
      px = qx;
      py = qy;
    }
    pen.fill(trunk, hex(0x7d6043), Sprite.Finish.FLAT);
    for (int i = 0; i < 11; i++) {
      double angle = -Math.PI * (i + 0.5 * dice.next()) / 10.5;
      frond(pen, dice, px, py, angle, size * dice.between(0.3, 0.4), leaf.times(0.75 + 0.04 * i));
    }
    Path nuts = new Path().circle(px - size * 0.02, py + size * 0.02, size * 0.022);
    nuts.circle(px + size * 0.025, py + size * 0.025, size * 0.02);
    pen.fill(nuts, hex(0x5a4028), Sprite.Finish.ROUND);
    canvas.effort().spent(500);
  }

  private void frond(
      Pen pen, Dice dice, float px, float py, double angle, float length, Colour tint) {
    Path leaves = new Path();
    float dx = (float) StrictMath.cos(angle);
    float dy = (float) StrictMath.sin(angle);
    float lastX = px;
    float lastY = py;
    int pieces = 12;
    for (int i = 1; i <= pieces; i++) {
      float t = i / (float) pieces;
      float qx = px + dx * length * t;
      float qy = py + dy * length * t + length * 0.75f * t * t;
      leaves.limb(lastX, lastY, size * 0.012, qx, qy, size * 0.01);
      float hang = size * 0.12f * (float) Math.sqrt(1 - 0.85f * t) * dice.between(0.8, 1.1);
      leaves.limb(qx, qy, size * 0.013, qx + dx * hang * 0.5f, qy + hang * 0.8f, size * 0.003);
      leaves.limb(qx, qy, size * 0.013, qx + dx * hang * 0.8f, qy + dy * hang * 0.5f, size * 0.003);
      lastX = qx;
      lastY = qy;
    }
    pen.fill(leaves, tint, Sprite.Finish.FLAT);
  }
}
