package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Path;

/** The turning sails of a windmill about their axle. */
record Sails(Stage stage, float x, float y, float reach) implements Element {
  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public Motion motion() {
    return Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Pen pen = new Pen(canvas, stage, stage.distance(y + reach * 1.5f));
    for (int k = 0; k < 4; k++) {
      double angle = 0.5 + Math.PI / 2 * k + seconds * 0.8;
      Path arm = new Path().limb(0, 0, 0.05, 0, -1, 0.03);
      pen.fill(arm.placed(x, y, reach, reach, angle), hex(0x5a4030), Sprite.Finish.FLAT);
      Path cloth =
          new Path().moveTo(0.03, -0.2).lineTo(0.24, -0.2).lineTo(0.2, -0.97).lineTo(0.03, -0.97);
      pen.fill(cloth.placed(x, y, reach, reach, angle), hex(0xf2ead8), Sprite.Finish.FLAT);
    }
    pen.fill(new Path().circle(x, y, reach * 0.06), hex(0x3f2f24), Sprite.Finish.ROUND);
  }
}
