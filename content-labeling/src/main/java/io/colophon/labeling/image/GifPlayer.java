package io.colophon.labeling.image;

import io.colophon.labeling.container.GifBlocks;
import io.colophon.labeling.container.GifBlocks.Block;
import io.colophon.labeling.container.Source;
import java.io.IOException;

/** Plays a GIF as viewers do. */
final class GifPlayer {
  private GifPlayer() {}

  /** Looks at what is seen. */
  interface Viewer {
    /** Whether to go on. */
    boolean look(GifCanvas canvas);
  }

  /** Shows every state of the screen, one for each image. */
  static void play(Source file, Viewer viewer) throws IOException {
    GifFrames frames = new GifFrames(file);
    GifCanvas canvas = new GifCanvas(frames.width(), frames.height());
    GifBlocks blocks = new GifBlocks(file);
    long control = -1;
    for (Block block = blocks.next(); block.kind() != Block.TRAILER; block = blocks.next()) {
      if (block.kind() == Block.GRAPHIC_CONTROL) {
        control = block.at();
      } else if (block.kind() == Block.IMAGE) {
        GifFrame frame = frames.frame(block, control);
        control = -1;
        boolean back = frame.disposal() == GifFrame.TAKEN_BACK;
        int[] kept = back ? canvas.kept(frame.area()) : new int[0];
        canvas.draw(frame);
        if (!viewer.look(canvas)) {
          return;
        }
        if (back) {
          canvas.putBack(frame.area(), kept);
        } else if (frame.disposal() == GifFrame.CLEARED) {
          canvas.clear(frame.area());
        }
      }
    }
  }
}
