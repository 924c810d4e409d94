package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {
  @TempDir Path folder;

  @Test
  void finish_severalOutputs_areNumberedBeforeTheExtension() throws IOException {
    try (OutputFiles files = new OutputFiles(Optional.of(folder.resolve("a.b.png")))) {
      files.write("image/png", ByteString.copyFromUtf8("one"));
      files.finish("image/png");
      files.write("image/png", ByteString.copyFromUtf8("two"));
      files.finish("image/png");

      assertThat(files.done())
          .containsExactly(folder.resolve("a.b.png"), folder.resolve("a.b-2.png"));
    }
    assertThat(folder.resolve("a.b.png")).hasContent("one");
    assertThat(folder.resolve("a.b-2.png")).hasContent("two");
  }

  @Test
  void close_unfinishedOutput_leavesNothing() throws IOException {
    try (OutputFiles files = new OutputFiles(Optional.of(folder.resolve("a.png")))) {
      files.write("image/png", ByteString.copyFromUtf8("half"));
    }
    assertThat(folder).isEmptyDirectory();
  }
}
