package io.colophon.provider.local.video;

import io.colophon.provider.local.image.Picture;
import io.colophon.provider.local.image.Resample;
import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Effort;
import io.colophon.provider.local.image.scene.MovingPicture;
import io.colophon.provider.local.image.scene.MovingScene;
import io.colophon.provider.local.image.style.Filter;
import io.colophon.provider.local.image.texture.TexturePainter;
import io.colophon.provider.local.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/**
 * Makes films from prompts by rules: the scenes of the image engine, moving, with sound. No trained
 * weights, no network. The frames depend on the order alone, not on the machine. Stateless, for any
 * number of threads.
 */
public final class FilmMaker {
  private static final int OCTAVES = 5;

  /**
   * Makes a film and writes it to a file, frame by frame. After any failure, cancellation included,
   * the file does not exist.
   *
   * @param file where to write; an existing file is replaced
   * @throws java.util.concurrent.CancellationException if the work is no longer wanted
   * @throws FilmException if it cannot be encoded or written
   */
  public Film make(FilmOrder order, Path file, Work work) {
    boolean done = false;
    try {
      int frames = order.frames();
      long soundFrames = frames * (long) SoundTrack.RATE / order.framesPerSecond();
      Optional<SoundTrack> sound = order.sound().map(s -> new SoundTrack(s, soundFrames));
      work.checkpoint();
      try (FilmFile out = FilmFile.create(file, order, sound)) {
        render(order, work, out::add);
        work.checkpoint();
        out.finish();
      }
      Film film = new Film(frames, frames * 1000L / order.framesPerSecond(), Files.size(file));
      work.progress(1);
      done = true;
      return film;
    } catch (IOException e) {
      throw new FilmException("the file of the film cannot be read back", e);
    } finally {
      if (!done) {
        delete(file);
      }
    }
  }

  /**
   * Paints the frames one after the other onto the same canvas.
   *
   * @param sink takes each frame with its number before the next is painted
   */
  static void render(FilmOrder order, Work work, ObjIntConsumer<Canvas> sink) {
    Effort effort = new Effort(work);
    int width = order.width();
    int height = order.height();
    float seconds = order.frames() / (float) order.framesPerSecond();
    ScenePrompt prompt = ScenePrompt.read(order.prompt());
    Canvas canvas = Canvas.opaque(width, height, effort);
    Act act = act(order, prompt, seconds, effort);
    Filter filter =
        order.firstFrame().isPresent() ? (c, unit) -> {} : Filter.of(prompt.style(), order.seed());
    for (int i = 0; i < order.frames(); i++) {
      act.paint(canvas, i / (float) order.framesPerSecond());
      filter.apply(canvas, Math.min(width, height));
      sink.accept(canvas, i);
      effort.report();
      work.progress((i + 1) / (order.frames() + 1.0));
    }
  }

  /** Paints the frame of a moment. */
  @FunctionalInterface
  private interface Act {
    void paint(Canvas canvas, float seconds);
  }

  private static Act act(FilmOrder order, ScenePrompt prompt, float seconds, Effort effort) {
    int width = order.width();
    int height = order.height();
    if (order.firstFrame().isPresent()) {
      Picture first = Resample.cover(order.firstFrame().get(), width, height, effort);
      return new MovingPicture(width, height, first.rgb(), prompt, order.seed(), seconds)::paint;
    }
    if (prompt.hasScene()) {
      return MovingScene.of(prompt, width, height, order.seed(), OCTAVES, seconds, effort)::paint;
    }
    return (canvas, now) -> TexturePainter.paint(canvas, prompt, order.seed(), OCTAVES, now);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new FilmException(
          "the unfinished file " + file.getFileName() + " cannot be deleted", e);
    }
  }
}
