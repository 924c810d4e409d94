package io.colophon.provider.local.image;

import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Effort;
import io.colophon.provider.local.image.raster.Finish;
import io.colophon.provider.local.image.scene.ScenePainter;
import io.colophon.provider.local.image.style.Filter;
import io.colophon.provider.local.image.texture.TexturePainter;
import io.colophon.provider.local.work.Work;

/**
 * Draws pictures from prompts by rules: a scene where the prompt names things that there is a
 * painter for, and otherwise a texture that depends on its words. No trained weights, no network.
 * The pixels depend on the order alone, not on the machine. Stateless, for any number of threads.
 */
public final class SceneRenderer {
  /** Small pictures are drawn this large at least and then made smaller, for smooth edges. */
  private static final int DRAWN_SIDE = 256;

  /**
   * Draws a picture; takes about a second per megapixel.
   *
   * @throws java.util.concurrent.CancellationException if the work is no longer wanted
   */
  public Picture render(ImageOrder order, Work work) {
    Effort effort = new Effort(work);
    boolean fromSource = order.source().isPresent() && order.strength() < 1;
    if (fromSource && order.strength() == 0) {
      Picture kept = Resample.cover(order.source().get(), order.width(), order.height(), effort);
      effort.report();
      work.progress(1);
      return kept;
    }
    ScenePrompt prompt = read(order);
    int scale = scale(order.width(), order.height());
    Canvas canvas = paint(prompt, order, order.width() * scale, order.height() * scale, effort);
    effort.progress(0.9);
    Picture picture = new Picture(canvas.width(), canvas.height(), Finish.pixels(canvas));
    if (scale > 1) {
      picture = Resample.cover(picture, order.width(), order.height(), effort);
    }
    if (fromSource) {
      Picture source = Resample.cover(order.source().get(), order.width(), order.height(), effort);
      picture = Repaint.over(source, picture, order.strength(), effort);
    }
    effort.report();
    work.progress(1);
    return picture;
  }

  private static ScenePrompt read(ImageOrder order) {
    ScenePrompt prompt = ScenePrompt.read(order.prompt());
    return order.negativePrompt().map(no -> prompt.without(ScenePrompt.read(no))).orElse(prompt);
  }

  private static Canvas paint(
      ScenePrompt prompt, ImageOrder order, int width, int height, Effort effort) {
    int octaves = order.octaves().orElse(ImageOrder.DEFAULT_OCTAVES);
    Canvas canvas;
    if (prompt.hasScene()) {
      canvas = ScenePainter.still(prompt, width, height, order.seed(), octaves, effort);
    } else {
      canvas = Canvas.opaque(width, height, effort);
      TexturePainter.paint(canvas, prompt, order.seed(), octaves, 0);
    }
    Filter.of(prompt.style(), order.seed()).apply(canvas, Math.min(width, height));
    return canvas;
  }

  private static int scale(int width, int height) {
    int small = Math.min(width, height);
    int large = Math.max(width, height);
    return small >= DRAWN_SIDE || large > 1024 ? 1 : (DRAWN_SIDE + small - 1) / small;
  }
}
