package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.prompt.Place;
import java.util.ArrayList;
import java.util.List;

/** Gives things that stand side by side their places, away from each other. For one scene. */
final class Slots {
  private final Dice dice;
  private final List<float[]> taken = new ArrayList<>();

  Slots(Dice dice) {
    this.dice = dice;
  }

  /** A place from 0, the left edge, to 1 for something that covers {@code half} to either side. */
  float take(Place place, float half, int number) {
    float low = Math.min(0.5f, Math.max(0.06f, half * 0.8f));
    float from = low;
    float to = 1 - low;
    if (place == Place.LEFT) {
      to = Math.max(from, 0.36f);
    } else if (place == Place.RIGHT) {
      from = Math.min(to, 0.64f);
    } else if (place == Place.CENTRE) {
      from = 0.5f - 0.04f;
      to = 0.5f + 0.04f;
    } else if (number == 0 && taken.isEmpty()) {
      // The first thing stands on a third of the picture.
      from = dice.next() < 0.5f ? 0.33f : 0.6f;
      to = from + 0.07f;
    }
    float best = (from + to) / 2;
    float bestRoom = -9;
    for (int i = 0; i < 24; i++) {
      float x = from + (to - from) * dice.next();
      float room = 1;
      for (float[] other : taken) {
        room = Math.min(room, Math.abs(other[0] - x) - other[1] - half);
      }
      if (room > bestRoom) {
        bestRoom = room;
        best = x;
      }
    }
    taken.add(new float[] {best, half});
    return best;
  }
}
