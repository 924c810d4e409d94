package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.prompt.Season;
import io.colophon.provider.local.image.prompt.SubjectKind;
import io.colophon.provider.local.image.prompt.Weather;
import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;
import java.util.Optional;

/**
 * A given picture over time: the camera moves slowly into it, light wanders over it, and what the
 * prompt says of the weather falls before it. At the first moment it is the picture itself. One
 * thread.
 */
public final class MovingPicture {
  private static final float ZOOM = 0.14f;

  private final int width;
  private final int height;
  private final int[] rgb;
  private final float seconds;
  private final Noise noise;
  private final float focusX;
  private final float focusY;
  private final Optional<Element> falling;

  /**
   * @param rgb one {@code 0xrrggbb} per pixel of the frame; not copied
   * @param seconds length of the film
   */
  public MovingPicture(
      int width, int height, int[] rgb, ScenePrompt prompt, long seed, float seconds) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
    this.seconds = seconds;
    this.noise = new Noise(seed + 5);
    Dice dice = new Dice(seed + 6);
    this.focusX = width * dice.between(0.35, 0.65);
    this.focusY = height * dice.between(0.35, 0.6);
    float unit = Math.min(width, height);
    Light light = Lights.of(prompt, Lights.timeOf(prompt), width * 0.7f, height * 0.2f);
    Stage stage = new Stage(width, height, unit, height * 0.6f, light, Season.SUMMER, noise, seed);
    this.falling = falling(prompt, stage);
  }

  private static Optional<Element> falling(ScenePrompt prompt, Stage stage) {
    Colour white = Colour.hex(0xf8fbff);
    if (prompt.weather().contains(Weather.SNOW)) {
      return Optional.of(new Falling(stage, Falling.Kind.SNOW, 420, white));
    }
    if (prompt.weather().contains(Weather.RAIN) || prompt.weather().contains(Weather.STORM)) {
      return Optional.of(new Falling(stage, Falling.Kind.RAIN, 420, white));
    }
    if (prompt.has(SubjectKind.BLOSSOM_TREE) || prompt.has(SubjectKind.FLOWERS)) {
      return Optional.of(new Falling(stage, Falling.Kind.PETALS, 60, Colour.hex(0xf7bcd0)));
    }
    return Optional.empty();
  }

  /** Paints the frame of a moment onto an opaque canvas of the size of the picture. */
  public void paint(Canvas canvas, float now) {
    float eased = Curve.smooth(0, seconds * 1.25f, now);
    float scale = 1 / (1 + ZOOM * Math.min(1, seconds / 8) * eased);
    float come = Curve.smooth(0, Math.min(1.5f, seconds / 2), now);
    float[] to = canvas.rgb();
    for (int y = 0; y < height; y++) {
      float sy = focusY + (y - focusY) * scale;
      for (int x = 0; x < width; x++) {
        float sx = focusX + (x - focusX) * scale;
        sample(sx, sy, to, (y * width + x) * 3);
      }
      canvas.effort().spent(width * 48L);
    }
    light(canvas, now, come);
    falling.ifPresent(element -> fall(element, canvas, now, come));
  }

  private void sample(float x, float y, float[] to, int j) {
    int x0 = (int) x;
    int y0 = (int) y;
    float fx = x - x0;
    float fy = y - y0;
    int right = x0 + 1 < width ? 1 : 0;
    int down = y0 + 1 < height ? width : 0;
    int i = y0 * width + x0;
    for (int c = 0; c < 3; c++) {
      int shift = 16 - 8 * c;
      float top = (rgb[i] >> shift & 255) * (1 - fx) + (rgb[i + right] >> shift & 255) * fx;
      float low =
          (rgb[i + down] >> shift & 255) * (1 - fx) + (rgb[i + down + right] >> shift & 255) * fx;
      to[j + c] = (top * (1 - fy) + low * fy) / 255;
    }
  }

  /** A broad gleam wanders across, as when clouds pass before the sun. */
  private void light(Canvas canvas, float now, float come) {
    float[] to = canvas.rgb();
    float unit = Math.min(width, height);
    int cell = 8;
    for (int y = 0; y < height; y += cell) {
      for (int x = 0; x < width; x += cell) {
        float gleam = noise.at(x / unit * 1.1f - now * 0.3f, y / unit * 1.1f + now * 0.08f);
        float before = 1 + 0.16f * come * gleam;
        float after =
            1
                + 0.16f
                    * come
                    * noise.at(
                        (x + cell) / unit * 1.1f - now * 0.3f, y / unit * 1.1f + now * 0.08f);
        for (int py = y; py < Math.min(height, y + cell); py++) {
          for (int px = x; px < Math.min(width, x + cell); px++) {
            float k = before + (after - before) * (px - x) / cell;
            int j = (py * width + px) * 3;
            to[j] *= k;
            to[j + 1] *= k;
            to[j + 2] *= k;
          }
        }
      }
      canvas.effort().spent(width * cell * 6L);
    }
  }

  private static void fall(Element element, Canvas canvas, float now, float come) {
    if (come <= 0) {
      return;
    }
    if (come >= 1) {
      element.paint(canvas, now);
      return;
    }
    float[] before = canvas.rgb().clone();
    element.paint(canvas, now);
    float[] to = canvas.rgb();
    for (int j = 0; j < to.length; j++) {
      to[j] = before[j] + (to[j] - before[j]) * come;
    }
    canvas.effort().spent(to.length * 3L);
  }
}
