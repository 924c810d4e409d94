package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Paint;
import io.colophon.provider.local.image.raster.Path;

/**
 * A sprite that stands, floats or flies in the scene.
 *
 * @param x foot
 * @param size scene units of its height
 * @param move how it moves in a film
 */
record Thing(
    Stage stage,
    Sprite sprite,
    Colour main,
    float x,
    float y,
    float size,
    boolean mirror,
    Move move,
    int number)
    implements Element {

  /** How a thing moves. */
  enum Move {
    /** Stands on the ground and throws a shadow. */
    STANDS,
    /** Rocks on water. */
    FLOATS,
    /** Hangs in the air, drifting slowly. */
    HOVERS,
    /** Crosses the sky the way it looks. */
    FLIES,
    /** Swims, bobbing, the way it looks. */
    SWIMS,
    /** Rolls along the ground the way it looks. */
    ROLLS,
    /** Sways in the wind about its foot. */
    SWAYS
  }

  @Override
  public float nearness() {
    return switch (move) {
      case HOVERS, FLIES -> 0.25f;
      default -> GROUND;
    };
  }

  @Override
  public Motion motion() {
    return move == Move.STANDS ? Motion.STILL : Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    float unit = stage.unit();
    float phase = number * 2.1f;
    float direction = mirror ? -1 : 1;
    float px = x;
    float py = y;
    float angle = 0;
    switch (move) {
      case STANDS -> shadow(canvas, px, py);
      case FLOATS -> {
        py += size * 0.02f * Curve.sin(phase + seconds * 1.4f);
        angle = 0.03f * Curve.sin(phase + 1 + seconds * 1.1f);
        px += direction * seconds * size * 0.02f;
        wake(canvas, px, py);
      }
      case HOVERS -> {
        px += seconds * unit * 0.006f;
        py += unit * 0.008f * Curve.sin(phase + seconds * 0.7f) - unit * 0.004f * seconds;
      }
      case FLIES -> px += direction * seconds * unit * 0.05f;
      case SWIMS -> {
        px += direction * seconds * unit * 0.02f;
        py += unit * 0.01f * Curve.sin(phase + seconds * 1.3f);
        angle = 0.06f * Curve.sin(phase + seconds * 1.7f);
      }
      case ROLLS -> {
        px += direction * seconds * unit * 0.03f;
        shadow(canvas, px, py);
      }
      case SWAYS -> angle = 0.05f * Curve.sin(phase + seconds * 1.2f);
    }
    boolean inAir = move == Move.HOVERS || move == Move.FLIES;
    float away = inAir ? Math.max(0, 0.5f - size / unit) : stage.distance(y);
    new Pen(canvas, stage, away).sprite(sprite, main, px, py, size, mirror, angle);
  }

  private void shadow(Canvas canvas, float px, float py) {
    float side = Math.max(-1, Math.min(1, (px - stage.light().lampX()) / (stage.unit() * 0.5f)));
    Path path =
        new Path().ellipse(px + side * size * 0.16f, py - size * 0.005, size * 0.5, size * 0.055);
    canvas.fill(path, Paint.flat(new Colour(0.05f, 0.07f, 0.12f), 0.26));
  }

  private void wake(Canvas canvas, float px, float py) {
    Path path = new Path().ellipse(px, py + size * 0.045, size * 0.66, size * 0.035);
    canvas.fill(path, Paint.flat(stage.light().sky(0.7f).times(0.55), 0.45));
  }
}
