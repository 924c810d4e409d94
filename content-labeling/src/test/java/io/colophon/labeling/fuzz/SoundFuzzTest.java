package io.colophon.labeling.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Sounds of strangers: read, and labelled where they can be. */
class SoundFuzzTest {
  @TempDir static Path directory;

  @FuzzTest(maxDuration = "60s")
  void wav(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "audio/wav");
  }

  @FuzzTest(maxDuration = "60s")
  void mp3(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "audio/mpeg");
  }

  @FuzzTest(maxDuration = "60s")
  void flac(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "audio/flac");
  }

  @FuzzTest(maxDuration = "60s")
  void ogg(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "audio/ogg");
  }

  @FuzzTest(maxDuration = "60s")
  void midi(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "audio/midi");
  }
}
