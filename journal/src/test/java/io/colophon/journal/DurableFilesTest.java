package io.colophon.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir private Path folder;

  @Test
  void replace_longerAndLeftUnfinished_isTheNewContentAlone() throws IOException {
    Path file = folder.resolve("place");
    Files.writeString(file, "a long old content");
    Files.writeString(folder.resolve("place.new"), "what a crash left, and that is longer still");

    DurableFiles.replace(file, bytes("new"));

    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("place");
  }

  @Test
  void replace_missingFile_makesIt() throws IOException {
    Path file = folder.resolve("place");

    DurableFiles.replace(file, bytes("first"));

    assertThat(file).hasContent("first");
  }

  @Test
  void replace_directoryMissing_saysSo() {
    Path file = folder.resolve("missing").resolve("place");

    assertThatThrownBy(() -> DurableFiles.replace(file, bytes("x")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
