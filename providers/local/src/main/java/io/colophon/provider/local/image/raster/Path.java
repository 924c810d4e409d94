package io.colophon.provider.local.image.raster;

import java.util.Arrays;

/**
 * Closed outlines made of straight pieces; curves are cut into pieces when they are added. Outlines
 * that overlap in one path should turn the same way round, as all shapes made here do. Mutable
 * while it is built, for one thread.
 */
public final class Path {
  private float[] xy = new float[64];
  private int size;
  private int[] starts = new int[4];
  private int contours;
  private float lastX;
  private float lastY;

  public Path moveTo(double x, double y) {
    if (contours == starts.length) {
      starts = Arrays.copyOf(starts, contours * 2);
    }
    starts[contours++] = size;
    return lineTo(x, y);
  }

  public Path lineTo(double x, double y) {
    if (size + 2 > xy.length) {
      xy = Arrays.copyOf(xy, xy.length * 2);
    }
    lastX = (float) x;
    lastY = (float) y;
    xy[size++] = lastX;
    xy[size++] = lastY;
    return this;
  }

  public Path quadTo(double cx, double cy, double x, double y) {
    return cubicTo(
        lastX + (cx - lastX) * 2 / 3,
        lastY + (cy - lastY) * 2 / 3,
        x + (cx - x) * 2 / 3,
        y + (cy - y) * 2 / 3,
        x,
        y);
  }

  public Path cubicTo(double ax, double ay, double bx, double by, double x, double y) {
    int pieces = 14;
    double x0 = lastX;
    double y0 = lastY;
    for (int i = 1; i <= pieces; i++) {
      double t = i / (double) pieces;
      double s = 1 - t;
      double k0 = s * s * s;
      double k1 = 3 * s * s * t;
      double k2 = 3 * s * t * t;
      double k3 = t * t * t;
      lineTo(k0 * x0 + k1 * ax + k2 * bx + k3 * x, k0 * y0 + k1 * ay + k2 * by + k3 * y);
    }
    return this;
  }

  public Path circle(double cx, double cy, double radius) {
    return ellipse(cx, cy, radius, radius);
  }

  public Path ellipse(double cx, double cy, double rx, double ry) {
    int pieces = 40;
    for (int i = 0; i < pieces; i++) {
      double angle = 2 * Math.PI * i / pieces;
      double x = cx + rx * StrictMath.cos(angle);
      double y = cy + ry * StrictMath.sin(angle);
      if (i == 0) {
        moveTo(x, y);
      } else {
        lineTo(x, y);
      }
    }
    return this;
  }

  public Path rectangle(double x, double y, double width, double height) {
    return moveTo(x, y).lineTo(x + width, y).lineTo(x + width, y + height).lineTo(x, y + height);
  }

  /** A line with round ends, as wide as {@code w0} at its start and {@code w1} at its end. */
  public Path limb(double x0, double y0, double w0, double x1, double y1, double w1) {
    double angle = StrictMath.atan2(y1 - y0, x1 - x0);
    arc(x0, y0, w0 / 2, angle + Math.PI / 2, true);
    arc(x1, y1, w1 / 2, angle - Math.PI / 2, false);
    return this;
  }

  private void arc(double cx, double cy, double radius, double from, boolean first) {
    int pieces = 6;
    for (int i = 0; i <= pieces; i++) {
      double angle = from + Math.PI * i / pieces;
      double x = cx + radius * StrictMath.cos(angle);
      double y = cy + radius * StrictMath.sin(angle);
      if (first && i == 0) {
        moveTo(x, y);
      } else {
        lineTo(x, y);
      }
    }
  }

  /** This path turned by {@code angle} radians, scaled (negative x mirrors) and then moved. */
  public Path placed(double x, double y, double scaleX, double scaleY, double angle) {
    Path to = new Path();
    to.xy = new float[size];
    to.size = size;
    to.starts = Arrays.copyOf(starts, Math.max(1, contours));
    to.contours = contours;
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    for (int i = 0; i < size; i += 2) {
      double px = xy[i] * scaleX;
      double py = xy[i + 1] * scaleY;
      to.xy[i] = (float) (x + px * cos - py * sin);
      to.xy[i + 1] = (float) (y + px * sin + py * cos);
    }
    return to;
  }

  /** Left, top, right and bottom; all 0 for an empty path. */
  public float[] bounds() {
    if (size == 0) {
      return new float[4];
    }
    float[] box = {xy[0], xy[1], xy[0], xy[1]};
    for (int i = 0; i < size; i += 2) {
      box[0] = Math.min(box[0], xy[i]);
      box[1] = Math.min(box[1], xy[i + 1]);
      box[2] = Math.max(box[2], xy[i]);
      box[3] = Math.max(box[3], xy[i + 1]);
    }
    return box;
  }

  int points() {
    return size / 2;
  }

  /** Hands every edge, closing ones included, to {@code edges} after scaling and moving it. */
  void edges(float scale, float tx, float ty, EdgeSink edges) {
    for (int c = 0; c < contours; c++) {
      int from = starts[c];
      int to = c + 1 < contours ? starts[c + 1] : size;
      float px = xy[to - 2] * scale + tx;
      float py = xy[to - 1] * scale + ty;
      for (int i = from; i < to; i += 2) {
        float x = xy[i] * scale + tx;
        float y = xy[i + 1] * scale + ty;
        edges.edge(px, py, x, y);
        px = x;
        py = y;
      }
    }
  }

  /** Takes straight edges in pixels. */
  @FunctionalInterface
  interface EdgeSink {
    void edge(float x0, float y0, float x1, float y1);
  }
}
