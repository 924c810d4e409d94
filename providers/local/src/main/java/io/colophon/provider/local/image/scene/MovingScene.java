package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A scene over time. What does not change is painted once, on layers wider than the picture; each
 * frame lays them over each other, shifted by the camera according to their nearness, and paints
 * only what lives: water, birds, sails, rain. Holds its layers; one thread.
 */
public final class MovingScene {
  /** How far the nearest things travel across the picture during a film, in its units. */
  private static final float PAN = 0.16f;

  private final Scene scene;
  private final float seconds;
  private final float direction;
  private final List<Consumer<Moment>> acts = new ArrayList<>();

  private MovingScene(Scene scene, float seconds, Effort effort) {
    this.scene = scene;
    this.seconds = seconds;
    this.direction = scene.stage().dice(7).next() < 0.5f ? 1 : -1;
    List<Element> still = new ArrayList<>();
    for (Element element : scene.elements()) {
      boolean together =
          still.isEmpty() || Math.abs(still.get(0).nearness() - element.nearness()) < 0.04f;
      if (element.motion() != Element.Motion.STILL || !together) {
        keep(still, effort);
      }
      switch (element.motion()) {
        case STILL -> still.add(element);
        case DRIFTING -> keep(List.of(element), effort);
        case LIVE -> acts.add(moment -> live(element, moment));
      }
    }
    keep(still, effort);
  }

  private record Moment(Canvas canvas, float seconds, float pan) {}

  /**
   * Lays out and paints what will not change.
   *
   * @param seconds length of the film
   * @param octaves most octaves of noise in any texture, 1 to 8
   */
  public static MovingScene of(
      ScenePrompt prompt,
      int width,
      int height,
      long seed,
      int octaves,
      float seconds,
      Effort effort) {
    Scene scene = SceneComposer.compose(prompt, width, height, seed, octaves);
    return new MovingScene(scene, seconds, effort);
  }

  /** Paints the frame of a moment onto an opaque canvas of the size of the scene. */
  public void paint(Canvas canvas, float now) {
    Moment moment = new Moment(canvas, now, pan(now));
    for (Consumer<Moment> act : acts) {
      act.accept(moment);
    }
    canvas.view(new Canvas.View(1, 0, 0));
  }

  /** The camera eases from one side to the other. */
  private float pan(float now) {
    float eased = Curve.smooth(0, seconds, now);
    float travel = PAN * Math.min(1, seconds / 6);
    return direction * scene.stage().unit() * travel * (eased - 0.5f);
  }

  private static void live(Element element, Moment moment) {
    moment.canvas.view(new Canvas.View(1, -moment.pan * element.nearness(), 0));
    element.paint(moment.canvas, moment.seconds);
  }

  private void keep(List<Element> still, Effort effort) {
    if (still.isEmpty()) {
      return;
    }
    Element first = still.get(0);
    float drift = first.motion() == Element.Motion.DRIFTING ? first.drift() : 0;
    float reach = scene.stage().unit() * PAN * 0.5f * first.nearness();
    int right = (int) Math.ceil(reach) + 2;
    int left = right + (int) Math.ceil(drift * seconds);
    Stage stage = scene.stage();
    Canvas canvas = Canvas.layer((int) stage.width() + left + right, (int) stage.height(), effort);
    canvas.view(new Canvas.View(1, left, 0));
    still.forEach(element -> element.paint(canvas, 0));
    Layer layer = Layer.of(canvas, left);
    float nearness = first.nearness();
    acts.add(m -> layer.over(m.canvas, m.seconds * drift - m.pan * nearness));
    if (drift == 0) {
      still.clear();
    }
  }
}
