package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * The near shore: land at the lower edge with a winding waterline, dark where it is wet.
 *
 * @param from depth below the horizon where the water ends on average; 1 is the lower edge
 */
record Shore(Stage stage, PlainGround ground, float from) implements Element {
  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Noise noise = stage.noise().branch(73);
    Light light = stage.light();
    float span = stage.height() - stage.horizon();
    float focal = Terrain.focal(stage);
    float[] rgb = new float[3];
    int top = canvas.rowOf(stage.horizon() + span * (from - 0.16f));
    for (int y = top; y < canvas.height(); y++) {
      float depth = (canvas.sceneY(y) - stage.horizon()) / span;
      float z = 1 / depth;
      for (int x = 0; x < canvas.width(); x++) {
        float sx = canvas.sceneX(x);
        float line = from + 0.11f * noise.fbm(sx / stage.unit() * 0.9f, 1.5f, 3);
        float in = (depth - line) * span;
        float a = Curve.smooth(-1, 1.5f, in);
        float wash = Curve.smooth(-0.03f, 0, depth - line) * (1 - a);
        if (wash > 0) {
          Colour foam = light.on(Colour.WHITE, 0.7f);
          canvas.blend(x, y, foam.r(), foam.g(), foam.b(), wash * wash * 0.75f);
        }
        if (a > 0) {
          ground.colour((sx - stage.width() / 2) / focal * z, z, 0, 0, rgb);
          float wet = 0.62f + 0.38f * Curve.smooth(0.005f, 0.07f, depth - line);
          Colour around = light.around();
          Colour lamp = light.lamp();
          canvas.blend(
              x,
              y,
              rgb[0] * wet * (around.r() + lamp.r() * 0.6f),
              rgb[1] * wet * (around.g() + lamp.g() * 0.6f),
              rgb[2] * wet * (around.b() + lamp.b() * 0.6f),
              a);
        }
      }
      canvas.effort().spent(canvas.width() * (9L * Noise.FLOP + 60));
    }
  }
}
