package io.colophon.provider.local.image.raster;

/**
 * How much of each pixel a path covers, exactly, by adding up signed areas along its edges: what an
 * edge covers in its own pixels goes there, and everything to its right follows from a running sum.
 * The same idea as the accumulation buffers of FreeType's and font-rs's rasterisers. One thread.
 */
final class Coverage {
  private float[] sums = new float[0];
  private int stride;
  private int rows;
  private int left;
  private int top;

  /** Clears the window and measures {@code path} in it. */
  void measure(Path path, Canvas.View view, int x, int y, int width, int height) {
    left = x;
    top = y;
    rows = height;
    stride = width + 2;
    int need = stride * height;
    if (sums.length < need) {
      sums = new float[need];
    } else {
      java.util.Arrays.fill(sums, 0, need, 0);
    }
    path.edges(view.scale(), view.tx() - left, view.ty() - top, this::edge);
  }

  /** Index of the first pixel of a row in {@link #sums()}. */
  int row(int y) {
    return (y - top) * stride;
  }

  /** Running differences of the coverage; add them up from the left. */
  float[] sums() {
    return sums;
  }

  private void edge(float ax, float ay, float bx, float by) {
    if (ay == by) {
      return;
    }
    float sign = ay < by ? 1 : -1;
    float x0 = ay < by ? ax : bx;
    float y0 = Math.min(ay, by);
    float y1 = Math.max(ay, by);
    float slope = ay < by ? (bx - ax) / (by - ay) : (ax - bx) / (ay - by);
    if (y1 <= 0 || y0 >= rows) {
      return;
    }
    if (y0 < 0) {
      x0 -= y0 * slope;
      y0 = 0;
    }
    float end = Math.min(y1, rows);
    float x = x0;
    for (int y = (int) y0; y < end; y++) {
      float from = Math.max(y, y0);
      float to = Math.min(y + 1, end);
      float next = x + slope * (to - from);
      span(y * stride, Math.min(x, next), Math.max(x, next), (to - from) * sign);
      x = next;
    }
  }

  private void span(int row, float fromX, float toX, float height) {
    float limit = stride - 2;
    float x0 = Math.max(0, Math.min(limit, fromX));
    float x1 = Math.max(0, Math.min(limit, toX));
    int first = (int) x0;
    int last = (int) x1;
    if (last <= first) {
      float middle = (x0 + x1) * 0.5f - first;
      sums[row + first] += height * (1 - middle);
      sums[row + first + 1] += height * middle;
      return;
    }
    // The edge crosses several pixels: each takes its trapezium, and the running sum the rest.
    float perPixel = height / (x1 - x0);
    float before = 0;
    float x = x0;
    float carried = 0;
    for (int i = first; i <= last; i++) {
      float right = Math.min(i + 1, x1);
      float part = (right - x) * perPixel;
      float inside = part * (i + 1 - (x + right) * 0.5f);
      float covered = before + inside;
      sums[row + i] += covered - carried;
      carried = covered;
      before += part;
      x = right;
    }
    sums[row + last + 1] += height - carried;
  }
}
