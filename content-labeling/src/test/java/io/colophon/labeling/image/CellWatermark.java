package io.colophon.labeling.image;

import io.colophon.labeling.watermark.Detection;
import io.colophon.labeling.watermark.LumaPlane;
import io.colophon.labeling.watermark.PictureWatermark;
import java.util.Optional;

/**
 * A plain mark for tests: 8 by 8 cells, each brighter on one side than on the other. It tells the
 * same 16 bits four times, so payloads have to repeat them.
 */
final class CellWatermark implements PictureWatermark {
  private static final int CELLS = 8;
  private static final int BITS = 16;
  private static final double STEP = 12;

  @Override
  public int minSide() {
    return 48;
  }

  @Override
  public void embed(LumaPlane plane, long payload) {
    for (int round = 0; round < 20; round++) {
      for (int cell = 0; cell < CELLS * CELLS; cell++) {
        double wanted = (payload >>> cell & 1) == 1 ? STEP : -STEP;
        double change = (wanted - difference(plane, cell)) / 2;
        add(plane, cell, 0, change);
        add(plane, cell, 1, -change);
      }
    }
  }

  @Override
  public Optional<Detection> detect(LumaPlane plane) {
    long payload = 0;
    for (int bit = 0; bit < BITS; bit++) {
      double sum = 0;
      for (int cell = bit; cell < CELLS * CELLS; cell += BITS) {
        sum += Math.max(-STEP, Math.min(STEP, difference(plane, cell)));
      }
      if (Math.abs(sum) < STEP / 2) {
        return Optional.empty();
      }
      payload |= sum > 0 ? 0x0001_0001_0001_0001L << bit : 0;
    }
    return Optional.of(new Detection(payload, 7));
  }

  private static double difference(LumaPlane plane, int cell) {
    return mean(plane, cell, 0) - mean(plane, cell, 1);
  }

  private static double mean(LumaPlane plane, int cell, int side) {
    double sum = 0;
    int count = 0;
    int[] box = box(plane, cell, side);
    for (int y = box[1]; y < box[3]; y++) {
      for (int x = box[0]; x < box[2]; x++) {
        sum += plane.samples()[y * plane.width() + x];
        count++;
      }
    }
    return sum / count;
  }

  private static void add(LumaPlane plane, int cell, int side, double change) {
    int[] box = box(plane, cell, side);
    for (int y = box[1]; y < box[3]; y++) {
      for (int x = box[0]; x < box[2]; x++) {
        int at = y * plane.width() + x;
        plane.samples()[at] = (float) Math.max(0, Math.min(255, plane.samples()[at] + change));
      }
    }
  }

  private static int[] box(LumaPlane plane, int cell, int side) {
    int left = cell % CELLS * plane.width() / CELLS;
    int right = (cell % CELLS + 1) * plane.width() / CELLS;
    int middle = (left + right) / 2;
    int top = cell / CELLS * plane.height() / CELLS;
    int bottom = (cell / CELLS + 1) * plane.height() / CELLS;
    return new int[] {side == 0 ? left : middle, top, side == 0 ? middle : right, bottom};
  }
}
