package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Effort;
import java.util.List;

/** Paints stills of scenes. Stateless. */
public final class ScenePainter {
  private ScenePainter() {}

  /**
   * Paints the scene of a prompt.
   *
   * @param octaves most octaves of noise in any texture, 1 to 8
   * @throws java.util.concurrent.CancellationException if the work is no longer wanted
   */
  public static Canvas still(
      ScenePrompt prompt, int width, int height, long seed, int octaves, Effort effort) {
    Scene scene = SceneComposer.compose(prompt, width, height, seed, octaves);
    Canvas canvas = Canvas.opaque(width, height, effort);
    List<Element> elements = scene.elements();
    for (int i = 0; i < elements.size(); i++) {
      elements.get(i).paint(canvas, 0);
      if (i % 8 == 7) {
        effort.progress(0.9 * i / elements.size());
      }
    }
    return canvas;
  }
}
