package io.colophon.labeling.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Documents and texts of strangers: read, and labelled where they can be. */
class DocumentFuzzTest {
  @TempDir static Path directory;

  @FuzzTest(maxDuration = "60s")
  void pdf(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "application/pdf");
  }

  @FuzzTest(maxDuration = "60s")
  void ooxml(byte[] bytes) throws IOException {
    new StrangeFile(directory)
        .live(bytes, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  }

  @FuzzTest(maxDuration = "60s")
  void html(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "text/html");
  }

  @FuzzTest(maxDuration = "60s")
  void markdown(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes, "text/markdown");
  }

  @FuzzTest(maxDuration = "60s")
  void plainText(byte[] bytes) throws IOException {
    new StrangeFile(directory).live(bytes);
  }
}
