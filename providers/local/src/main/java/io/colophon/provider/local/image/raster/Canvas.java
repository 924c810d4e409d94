package io.colophon.provider.local.image.raster;

import org.jspecify.annotations.Nullable;

/**
 * Pixels to draw on, three floats each, and with an opacity of their own where the canvas is a
 * layer that will be laid over others. Scene coordinates become pixels through the {@link View}.
 * One thread.
 */
public final class Canvas {
  /** Operations of blending one pixel. */
  public static final int BLEND_FLOP = 10;

  private static final int PAINT_FLOP = 16;

  private final int width;
  private final int height;
  private final float[] rgb;
  private final float @Nullable [] alpha;
  private final Effort effort;
  private final Coverage coverage = new Coverage();
  private final float[] rgba = new float[4];
  private View view = new View(1, 0, 0);

  private Canvas(int width, int height, boolean layer, Effort effort) {
    this.width = width;
    this.height = height;
    this.rgb = new float[width * height * 3];
    this.alpha = layer ? new float[width * height] : null;
    this.effort = effort;
  }

  /** Black and opaque. */
  public static Canvas opaque(int width, int height, Effort effort) {
    return new Canvas(width, height, false, effort);
  }

  /** Transparent. */
  public static Canvas layer(int width, int height, Effort effort) {
    return new Canvas(width, height, true, effort);
  }

  /** How scene coordinates become pixels: {@code pixel = scene * scale + t}. */
  public record View(float scale, float tx, float ty) {}

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Red, green, blue of each pixel, row by row; multiplied by the opacity on a layer. */
  @SuppressWarnings("EI_EXPOSE_REP")
  public float[] rgb() {
    return rgb;
  }

  /** Opacity of each pixel; null where the canvas is opaque. */
  public float @Nullable [] alpha() {
    return alpha;
  }

  public Effort effort() {
    return effort;
  }

  public View view() {
    return view;
  }

  public void view(View newView) {
    view = newView;
  }

  /** Scene coordinate of the middle of a pixel column. */
  public float sceneX(int pixelX) {
    return (pixelX + 0.5f - view.tx) / view.scale;
  }

  /** Scene coordinate of the middle of a pixel row. */
  public float sceneY(int pixelY) {
    return (pixelY + 0.5f - view.ty) / view.scale;
  }

  /** Pixel column, cut to the canvas and its right edge, of a scene coordinate. */
  public int columnOf(double sceneX) {
    return (int) Math.max(0, Math.min(width, Math.floor(sceneX * view.scale + view.tx)));
  }

  /** Pixel row, cut to the canvas and its lower edge, of a scene coordinate. */
  public int rowOf(double sceneY) {
    return (int) Math.max(0, Math.min(height, Math.floor(sceneY * view.scale + view.ty)));
  }

  /** Lays a colour over one pixel of the canvas; opacity 0 to 1. */
  public void blend(int x, int y, float r, float g, float b, float opacity) {
    int i = y * width + x;
    int j = i * 3;
    float rest = 1 - opacity;
    rgb[j] = rgb[j] * rest + r * opacity;
    rgb[j + 1] = rgb[j + 1] * rest + g * opacity;
    rgb[j + 2] = rgb[j + 2] * rest + b * opacity;
    if (alpha != null) {
      alpha[i] = alpha[i] * rest + opacity;
    }
  }

  /** Fills the inside of a path, its edge smoothed by exact coverage. */
  public void fill(Path path, Paint paint) {
    if (path.points() == 0) {
      return;
    }
    float[] box = path.bounds();
    int x0 = columnOf(box[0]);
    int y0 = rowOf(box[1]);
    int x1 = Math.min(width, columnOf(box[2]) + 1);
    int y1 = Math.min(height, rowOf(box[3]) + 1);
    if (x1 <= x0 || y1 <= y0) {
      return;
    }
    coverage.measure(path, view, x0, y0, x1 - x0, y1 - y0);
    effort.spent(path.points() * 30L);
    float[] sums = coverage.sums();
    for (int y = y0; y < y1; y++) {
      int row = coverage.row(y);
      float sum = 0;
      float sceneY = sceneY(y);
      long painted = 0;
      for (int x = x0; x < x1; x++) {
        sum += sums[row + x - x0];
        float cover = Math.min(1, Math.abs(sum));
        if (cover > 0.002f) {
          rgba[3] = 1;
          paint.at(sceneX(x), sceneY, rgba);
          blend(x, y, rgba[0], rgba[1], rgba[2], cover * rgba[3]);
          painted++;
        }
      }
      effort.spent(painted * (PAINT_FLOP + BLEND_FLOP) + x1 - x0);
    }
  }

  /** Fills everything. */
  public void fill(Paint paint) {
    for (int y = 0; y < height; y++) {
      float sceneY = sceneY(y);
      for (int x = 0; x < width; x++) {
        rgba[3] = 1;
        paint.at(sceneX(x), sceneY, rgba);
        blend(x, y, rgba[0], rgba[1], rgba[2], rgba[3]);
      }
      effort.spent((long) width * (PAINT_FLOP + BLEND_FLOP));
    }
  }

  /** Light around a point that fades to nothing at {@code radius}. */
  public void glow(double x, double y, double radius, Colour colour, double strength) {
    int x0 = columnOf(x - radius);
    int x1 = Math.min(width, columnOf(x + radius) + 1);
    int y0 = rowOf(y - radius);
    int y1 = Math.min(height, rowOf(y + radius) + 1);
    float inverse = (float) (1 / (radius * radius));
    float k = (float) strength;
    for (int py = y0; py < y1; py++) {
      float dy = sceneY(py) - (float) y;
      for (int px = x0; px < x1; px++) {
        float dx = sceneX(px) - (float) x;
        float d = 1 - (dx * dx + dy * dy) * inverse;
        if (d > 0) {
          blend(px, py, colour.r(), colour.g(), colour.b(), Math.min(1, d * d * d * k));
        }
      }
      effort.spent((x1 - x0) * (12L + BLEND_FLOP));
    }
  }

  /** A small soft dot: a star, a flake, a spark. The radius is in scene units. */
  public void dot(double x, double y, double radius, Colour colour, double opacity) {
    float px = (float) (x * view.scale + view.tx);
    float py = (float) (y * view.scale + view.ty);
    float pr = Math.max(0.5f, (float) radius * view.scale);
    int x0 = Math.max(0, (int) Math.floor(px - pr - 1));
    int x1 = Math.min(width - 1, (int) Math.floor(px + pr + 1));
    int y0 = Math.max(0, (int) Math.floor(py - pr - 1));
    int y1 = Math.min(height - 1, (int) Math.floor(py + pr + 1));
    for (int iy = y0; iy <= y1; iy++) {
      for (int ix = x0; ix <= x1; ix++) {
        float dx = ix + 0.5f - px;
        float dy = iy + 0.5f - py;
        float cover = Curve.clamp(pr + 0.5f - (float) Math.sqrt(dx * dx + dy * dy));
        if (cover > 0) {
          blend(ix, iy, colour.r(), colour.g(), colour.b(), (float) (cover * opacity));
        }
      }
    }
    effort.spent((y1 - y0 + 1L) * (x1 - x0 + 1L) * 18);
  }
}
