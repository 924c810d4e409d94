package io.colophon.labeling;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Replays its seeds in every build; with JAZZER_FUZZ=1 it looks for new ones. */
class ContentVerifierFuzzTest {
  @TempDir static Path directory;

  @FuzzTest(maxDuration = "60s")
  void verify_anyBytes_isAVerdict(byte[] bytes) throws Exception {
    Path file = Files.write(directory.resolve("input"), bytes);
    Verdict verdict = new ContentVerifier().verify(file);
    if (verdict.layers().size() > 16 || verdict.findings().size() > 70) {
      throw new AssertionError("unbounded verdict");
    }
    if (verdict.has("file.reader-failed")) {
      throw new AssertionError("a reader failed: " + verdict.findings());
    }
  }
}
