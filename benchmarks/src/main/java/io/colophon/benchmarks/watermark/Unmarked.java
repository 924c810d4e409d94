package io.colophon.benchmarks.watermark;

import io.colophon.labeling.watermark.PictureWatermark;
import io.colophon.labeling.watermark.Watermarks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Looks for marks where there are none. */
final class Unmarked {
  private static final int SIDE = 384;
  private static final int SECONDS = 8;

  private final PrintWriter out;
  private final Path folder;

  Unmarked(PrintWriter out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  /** How many marks were seen. */
  long run(int count) throws IOException, InterruptedException {
    PictureWatermark mark = Watermarks.picture();
    long pictures = 0;
    for (int i = 0; i < count; i++) {
      Scenes scene = Scenes.values()[i % Scenes.values().length];
      boolean seen = mark.detect(Luma.of(scene.picture(SIDE, SIDE, 100000L + i))).isPresent();
      pictures += seen ? 1 : 0;
    }
    long sounds = 0;
    for (int i = 0; i < count; i++) {
      Sounds kind = Sounds.values()[i % Sounds.values().length];
      boolean heard = SoundRounds.listen(kind.make(SECONDS, 100000L + i, folder)).isPresent();
      sounds += heard ? 1 : 0;
    }
    out.printf(
        "%nOf %d unmarked pictures %d, of %d unmarked sounds %d are said to bear a mark.%n",
        count, pictures, count, sounds);
    out.flush();
    return pictures + sounds;
  }
}
