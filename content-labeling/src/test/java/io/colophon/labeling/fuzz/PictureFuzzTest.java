package io.colophon.labeling.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of strangers: read, and labelled where they can be. */
class PictureFuzzTest {
  @TempDir static Path directory;

  @FuzzTest(maxDuration = "60s")
  void png(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "image/png");
  }

  @FuzzTest(maxDuration = "60s")
  void jpeg(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "image/jpeg");
  }

  @FuzzTest(maxDuration = "60s")
  void webp(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "image/webp");
  }

  @FuzzTest(maxDuration = "60s")
  void gif(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "image/gif");
  }

  @FuzzTest(maxDuration = "60s")
  void tiff(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "image/tiff");
  }

  @FuzzTest(maxDuration = "60s")
  void heif(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "image/avif", "image/heic");
  }
}
