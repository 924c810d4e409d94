package io.colophon.labeling.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Films of strangers, and MP4 with sound alone: read, and labelled where they can be. */
class FilmFuzzTest {
  @TempDir static Path directory;

  @FuzzTest(maxDuration = "60s")
  void mp4(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "video/mp4", "video/quicktime", "audio/mp4");
  }

  @FuzzTest(maxDuration = "60s")
  void matroska(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "video/webm", "video/x-matroska");
  }

  @FuzzTest(maxDuration = "60s")
  void avi(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "video/x-msvideo");
  }

  @FuzzTest(maxDuration = "60s")
  void flv(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "video/x-flv");
  }
}
