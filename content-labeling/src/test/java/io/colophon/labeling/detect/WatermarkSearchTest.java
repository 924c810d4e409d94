package io.colophon.labeling.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.image.PicturePixels;
import io.colophon.labeling.watermark.Detection;
import io.colophon.labeling.watermark.LumaPlane;
import io.colophon.labeling.watermark.Watermarks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatermarkSearchTest {
  @TempDir Path folder;

  private final WatermarkSearch search =
      new WatermarkSearch(Watermarks.picture(), Optional.empty(), Watermarks.film());

  private static BufferedImage scene() {
    BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int y = 0; y < 480; y++) {
      for (int x = 0; x < 640; x++) {
        int grey = (int) (120 + 60 * Math.sin(x / 37.0) * Math.cos(y / 29.0) + random.nextInt(16));
        picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
      }
    }
    return picture;
  }

  private Path png(BufferedImage picture) throws IOException {
    Path file = folder.resolve("scene.png");
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  @Test
  void in_markedPicture_findsThePayload() throws IOException {
    BufferedImage picture = scene();
    LumaPlane plane = PicturePixels.luma(picture);
    Watermarks.picture().embed(plane, 0x0123_4567_89AB_CDEFL);
    for (int y = 0; y < 480; y++) {
      for (int x = 0; x < 640; x++) {
        int grey = Math.round(plane.samples()[y * 640 + x]);
        picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
      }
    }
    Optional<Detection> found = search.in(png(picture), "image/png");
    assertThat(found).map(Detection::payload).contains(0x0123_4567_89AB_CDEFL);
  }

  @Test
  void in_unmarkedPicture_findsNothing() throws IOException {
    assertThat(search.in(png(scene()), "image/png")).isEmpty();
  }

  @Test
  void in_textAndMidi_haveNoSamples() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "words");
    assertThat(search.in(text, "text/plain")).isEmpty();
    assertThat(search.in(text, "audio/midi")).isEmpty();
  }

  @Test
  void in_brokenPicture_saysSo() throws IOException {
    Path file = Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> search.in(file, "image/png"))
        .isInstanceOf(MalformedMediaException.class);
  }
}
