package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * Water on the level: it mirrors what is already painted above its far shore, shaken by waves, more
 * so at a flat angle, and shows its own colour where one looks down. Rough water has foam on its
 * crests.
 *
 * @param deep its own colour
 * @param rough 0 is a pond, 1 a sea in wind, 2 a storm
 * @param far first {@code z}, at the horizon side
 * @param near last {@code z}; 1 reaches the lower edge
 */
record Water(Stage stage, Colour deep, float rough, float far, float near) implements Element {
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
    float top = Terrain.screenY(stage, far, 0);
    int from = canvas.rowOf(top);
    int to = Math.min(canvas.height(), canvas.rowOf(Terrain.screenY(stage, near, 0) + 1) + 1);
    int mirror = Math.max(1, from);
    Rows rows = new Rows(canvas, seconds, mirror);
    for (int y = from; y < to; y++) {
      rows.paint(y, Math.min(1, canvas.sceneY(y) + 0.5f / canvas.view().scale() - top));
    }
  }

  private final class Rows {
    private final Canvas canvas;
    private final float[] rgb;
    private final float seconds;
    private final int mirror;
    private final Noise noise = stage.noise().branch(5);
    private final Light light = stage.light();
    private final Colour body;
    private final Colour foam;
    private final float focal = Terrain.focal(stage);
    private final int octaves;

    Rows(Canvas canvas, float seconds, int mirror) {
      this.canvas = canvas;
      this.rgb = canvas.rgb();
      this.seconds = seconds;
      this.mirror = mirror;
      this.octaves = canvas.height() < 420 ? 2 : rough > 0.3f ? 4 : 3;
      body = deep.times(light.around().plus(light.lamp().times(0.4)));
      foam = light.on(new Colour(0.95f, 0.98f, 1), 0.8f);
    }

    void paint(int y, float edge) {
      float depth = canvas.sceneY(y) - stage.horizon();
      float span = stage.height() - stage.horizon();
      float z = span / Math.max(0.6f, depth);
      float flat = Curve.clamp(1 - depth / span);
      float mirrored = 0.3f + 0.62f * flat * flat;
      float height = (0.35f + rough) * 0.11f;
      float fade = 1 / (1 + z * 0.035f);
      float push = stage.unit() * height * fade * canvas.view().scale();
      float freqX = rough > 0.3f ? 1.5f : 0.9f;
      float freqZ = rough > 0.3f ? 3.4f : 5f;
      float time = seconds * (0.35f + 0.25f * rough);
      float hazeShare = light.hazeShare(Math.max(0, (z - 3) / 60));
      float near = 1 / (1 + z * 0.05f);
      int width = canvas.width();
      for (int x = 0; x < width; x++) {
        float wx = (canvas.sceneX(x) - stage.width() / 2) / focal * z;
        float a = noise.fbm(wx * freqX + time * 0.6f, z * freqZ * 0.6f + time, octaves);
        float b = noise.at(wx * freqX * 2.6f - time, z * freqZ * 1.9f - time * 1.3f);
        float wave = a + 0.3f * b;
        int source = mirror - 1 - (int) ((y - mirror) * 0.92f + wave * push + 0.5f);
        source = source < 0 ? Math.min(mirror - 1, -source) : Math.min(source, mirror - 1);
        int sideways = x + (int) (b * push * 0.35f);
        sideways = sideways < 0 ? 0 : Math.min(sideways, width - 1);
        int j = (Math.max(0, source) * width + sideways) * 3;
        float m = Curve.clamp(mirrored + wave * 0.34f * near);
        float k = 1 + wave * 0.4f * near;
        float r = body.r() * k + (rgb[j] - body.r() * k) * m;
        float g = body.g() * k + (rgb[j + 1] - body.g() * k) * m;
        float bl = body.b() * k + (rgb[j + 2] - body.b() * k) * m;
        float spark = rough > 0.3f ? Curve.smooth(0.62f - 0.1f * rough, 0.85f, a + 0.22f * b) : 0;
        float white = spark * 0.7f * near * Math.min(1, rough);
        r += (foam.r() - r) * white;
        g += (foam.g() - g) * white;
        bl += (foam.b() - bl) * white;
        r += (light.haze().r() - r) * hazeShare;
        g += (light.haze().g() - g) * hazeShare;
        bl += (light.haze().b() - bl) * hazeShare;
        canvas.blend(x, y, r, g, bl, edge);
      }
      canvas.effort().spent(width * (60L + (octaves + 1) * Noise.FLOP + Canvas.BLEND_FLOP));
    }
  }
}
