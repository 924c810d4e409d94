package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Path;
import java.util.List;

/**
 * A thing drawn from a list of shapes. It stands on the origin, is about 1 high, and looks to the
 * right. Immutable; see {@code sprites.txt} for the notation.
 *
 * @param main colour of its main parts where the prompt names none
 */
record Sprite(String name, Colour main, List<Part> parts) {

  /** How far it reaches to the left or right of its foot, in heights. */
  float reach() {
    float reach = 0;
    for (Part part : parts) {
      float[] box = part.path().bounds();
      reach = Math.max(reach, Math.max(-box[0], box[2]));
    }
    return reach;
  }

  /** How the light treats a part. */
  enum Finish {
    /** A wall: a little brighter on the lamp's side. */
    FLAT,
    /** Bulging towards the viewer within its own bounds. */
    ROUND,
    /** A pane of glass that shines when lamps burn. */
    PANE,
    /** Shines by itself. */
    GLOW
  }

  /**
   * One shape.
   *
   * @param own its colour; null where it takes the main colour
   * @param shade factor on that colour
   */
  record Part(
      Finish finish, @org.jspecify.annotations.Nullable Colour own, float shade, Path path) {
    Colour colour(Colour main) {
      return (own == null ? main : own).times(shade);
    }
  }
}
