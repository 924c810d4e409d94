package io.colophon.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchTest {
  @TempDir Path parent;

  @Test
  void newFile_leftoversOfADeadProcess_areRemovedAndOthersStay() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path dead = Files.createDirectory(parent.resolve("work-" + gone.pid() + "-1"));
    Files.write(dead.resolve("7"), new byte[10]);
    Path alive =
        Files.createDirectory(parent.resolve("work-" + ProcessHandle.current().pid() + "-1"));
    Path strange = Files.createDirectory(parent.resolve("work-of-art"));
    new Scratch(parent).newFile();
    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(strange).exists();
  }

  @Test
  void close_filesLeft_removesThem() throws Exception {
    Scratch scratch = new Scratch(parent);
    Files.write(scratch.newFile(), new byte[1]);
    scratch.close();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void newFile_twice_givesDifferentNames() throws Exception {
    Scratch scratch = new Scratch(parent);
    assertThat(scratch.newFile()).isNotEqualTo(scratch.newFile());
  }
}
