package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStampsTest {
  @TempDir Path root;

  @Test
  void stamp_newestCheckpoint_isKeptBesideItsToken() throws IOException {
    List<String> asked = new ArrayList<>();
    CheckpointStamps stamps =
        new CheckpointStamps(
            root.resolve("stamps"),
            note -> {
              asked.add(new String(note, StandardCharsets.UTF_8));
              return new byte[] {1, 2};
            },
            Duration.ofDays(1));
    stamps.signed(checkpoint(5));
    stamps.signed(checkpoint(7));
    stamps.stampWaiting();
    stamps.stampWaiting();
    stamps.stop();

    assertThat(asked).containsExactly("note 7");
    assertThat(root.resolve("stamps/7.note")).hasContent("note 7");
    assertThat(Files.readAllBytes(root.resolve("stamps/7.tst"))).containsExactly(1, 2);
  }

  @Test
  void stamp_authorityAway_isTriedAgain() {
    List<Integer> tries = new ArrayList<>();
    CheckpointStamps stamps =
        new CheckpointStamps(
            root.resolve("stamps"),
            note -> {
              tries.add(1);
              if (tries.size() == 1) {
                throw new IOException("connection refused");
              }
              return new byte[] {9};
            },
            Duration.ofDays(1));
    stamps.signed(checkpoint(5));
    stamps.stampWaiting();
    assertThat(root.resolve("stamps/5.tst")).doesNotExist();
    stamps.stampWaiting();
    stamps.stop();

    assertThat(root.resolve("stamps/5.tst")).exists();
  }

  @Test
  void open_withStamps_asksForEveryInterval() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    LogOptions options =
        Samples.options(root)
            .withStamps(
                note -> {
                  asked.countDown();
                  return new byte[1];
                },
                Duration.ofMillis(100));
    try (ProvenanceLog log = ProvenanceLog.open(root.resolve("log"), options)) {
      Samples.append(log, 0, 3);
      log.checkpoint();

      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void withStamps_intervalOutOfRange_isRefused() {
    assertThatThrownBy(() -> Samples.options(root).withStamps(note -> note, Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interval of stamps is PT0.001S, expected 100 ms to 31 days");
  }

  private static Checkpoint checkpoint(long size) {
    return new Checkpoint("log", size, Hash.of(new byte[32]), "note " + size);
  }
}
