package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;

/** A bow of spectral colours with its foot on the horizon. */
record Rainbow(Stage stage, float x, float radius) implements Element {
  @Override
  public float nearness() {
    return 0.04f;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    float cy = stage.horizon() + radius * 0.12f;
    float width = radius * 0.14f;
    int bottom = canvas.rowOf(stage.horizon());
    Colour[] bow = new Colour[64];
    for (int i = 0; i < bow.length; i++) {
      bow[i] = Colour.hsv(0.78 - 0.8 * i / bow.length, 0.75, 1).mix(Colour.WHITE, 0.12);
    }
    for (int y = 0; y < bottom; y++) {
      float dy = canvas.sceneY(y) - cy;
      float low = Curve.smooth(0, radius * 0.3f, stage.horizon() - canvas.sceneY(y));
      for (int x0 = 0; x0 < canvas.width(); x0++) {
        float dx = canvas.sceneX(x0) - x;
        float d = (float) Math.sqrt(dx * dx + dy * dy);
        float t = (d - radius + width / 2) / width;
        if (t > 0 && t < 1) {
          Colour c = bow[(int) (t * bow.length)];
          float a = 4 * t * (1 - t) * 0.62f * (0.35f + 0.65f * low);
          canvas.blend(x0, y, c.r(), c.g(), c.b(), a);
        } else if (t <= 0) {
          canvas.blend(x0, y, 1, 1, 1, 0.035f);
        }
      }
      canvas.effort().spent(canvas.width() * (10L + Canvas.BLEND_FLOP));
    }
  }
}
