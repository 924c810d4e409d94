package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * A road or river that winds from the lower edge towards the horizon, on the level.
 *
 * @param foot where its middle meets the lower edge
 * @param goal where its middle meets the horizon
 * @param width half its width at the lower edge
 */
record Ribbon(Stage stage, boolean water, float foot, float goal, float width) implements Element {
  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public Motion motion() {
    return water ? Motion.LIVE : Motion.STILL;
  }

  /** Middle of the ribbon at a depth below the horizon, 0 there and 1 at the lower edge. */
  private float middle(float depth, Noise noise) {
    float away = 1 - depth;
    float bend = (float) Math.sqrt(Math.max(0, depth)) * away;
    float wind = Curve.sin(away * 9.5f + 0.6f) * 0.75f + 0.35f * noise.at(away * 3, 2);
    return foot + (goal - foot) * away + wind * bend * stage.unit() * 0.36f;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Noise noise = stage.noise().branch(31);
    Light light = stage.light();
    float span = stage.height() - stage.horizon();
    int from = canvas.rowOf(stage.horizon() + span * 0.075f);
    Colour bank = water ? hex(0x8a7a5c) : hex(0xb09a72);
    Colour asphalt = hex(0x6e6c70);
    for (int y = from; y < canvas.height(); y++) {
      float sy = canvas.sceneY(y);
      float depth = Math.min(1.3f, (sy - stage.horizon()) / span);
      float half = width * depth;
      float cx = middle(depth, noise);
      float soft = Math.max(1 / canvas.view().scale(), half * 0.03f);
      float z = 1 / depth;
      float share = light.hazeShare(Math.max(0, (z - 1.5f) / 34f));
      int x0 = canvas.columnOf(cx - half * 1.2f);
      int x1 = canvas.columnOf(cx + half * 1.2f);
      for (int x = x0; x < x1; x++) {
        float sx = canvas.sceneX(x);
        float ragged = half * 0.07f * noise.fbm((sx - cx) / stage.unit() * 9, z * 7, 3);
        float off = Math.abs(sx - cx) + ragged;
        float a = 1 - Curve.smooth(half - soft, half + soft, off);
        float edge = 1 - Curve.smooth(half * 1.08f, half * 1.14f + soft, off);
        Colour surface;
        if (water) {
          float wave = noise.fbm((sx - cx) / half * 2.4f, z * 9 - seconds * 1.2f, 3);
          Colour sky = light.sky(Curve.clamp(0.95f - depth * 0.55f + wave * 0.35f));
          surface = sky.mix(hex(0x2d5a66).times(light.around()), 0.18 + 0.2 * depth);
          surface = surface.times(1 + 0.16 * wave);
        } else {
          float grain = 1 + 0.1f * noise.fbm(sx / stage.unit() * 30, z * 30, 2);
          boolean line =
              Math.abs(sx - cx) < half * 0.03f && (z * 3.2f - (float) Math.floor(z * 3.2f)) < 0.55f;
          surface = light.on(line ? hex(0xf2e6c0) : asphalt.times(grain), 0.75f);
        }
        Colour rim = light.on(bank, 0.6f);
        canvas.blend(
            x,
            y,
            rim.mix(light.haze(), share).r(),
            rim.mix(light.haze(), share).g(),
            rim.mix(light.haze(), share).b(),
            edge * 0.75f);
        Colour far = surface.mix(light.haze(), share);
        canvas.blend(x, y, far.r(), far.g(), far.b(), a);
      }
      canvas.effort().spent(Math.max(0, x1 - x0) * (6L * Noise.FLOP + 70));
    }
  }
}
