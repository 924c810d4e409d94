package io.colophon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to files before the last one. */
class JournalSegmentDamageTest {
  private static final JournalOptions OPTIONS = JournalOptions.defaults().withSegmentBytes(65536);

  @TempDir Path directory;
  private final List<Path> segments = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    try (Journal journal = Journal.open(directory, OPTIONS)) {
      CompletableFuture<Long> last = CompletableFuture.completedFuture(-1L);
      for (int i = 0; i < 200; i++) {
        last = journal.append(ByteBuffer.allocate(1000).put(0, (byte) i));
      }
      last.join();
    }
    try (var files = Files.list(directory)) {
      files.filter(file -> file.toString().endsWith(".seg")).sorted().forEach(segments::add);
    }
    assertThat(segments).hasSize(4);
  }

  @Test
  void read_bitFlippedInOlderSegment_stopsThereAndNamesIt() throws IOException {
    byte[] bytes = Files.readAllBytes(segments.get(1));
    int at = SegmentHeader.BYTES + 20 * (1000 + Frame.OVERHEAD_BYTES) + 500;
    bytes[at] ^= 1;
    Files.write(segments.get(1), bytes);
    long bad = Long.parseLong(segments.get(1).getFileName().toString().substring(0, 19)) + 20;

    try (Journal journal = Journal.open(directory, OPTIONS)) {
      List<Long> seen = new ArrayList<>();
      CorruptJournalException e =
          catchThrowableOfType(
              CorruptJournalException.class,
              () ->
                  journal.read(
                      0,
                      (index, record) -> {
                        seen.add(index);
                        return true;
                      }));
      assertThat(e.index()).isEqualTo(bad);
      assertThat(e).hasMessageContaining("record does not match its CRC32C");
      assertThat(seen).hasSize((int) bad);
      assertThatThrownBy(() -> journal.read(bad)).isInstanceOf(CorruptJournalException.class);
      assertThat(journal.read(bad - 1).get(0)).isEqualTo((byte) (bad - 1));
      assertThat(journal.read(199).get(0)).isEqualTo((byte) 199);
    }
  }

  @Test
  void open_olderSegmentTruncated_isRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(segments.get(0));
    Files.write(segments.get(0), Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(() -> Journal.open(directory, OPTIONS))
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining("the segment was " + bytes.length + " bytes");
  }

  @Test
  void open_firstSegmentMissing_isRefused() throws IOException {
    Files.delete(segments.get(0));

    assertThatThrownBy(() -> Journal.open(directory, OPTIONS))
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining("the first segment is missing");
  }

  @Test
  void open_middleSegmentMissing_isRefusedOrNamedWhenRead() throws IOException {
    Files.delete(segments.get(1));

    // Segments of equal length hide the gap from the cheap check; reading finds it.
    CorruptJournalException e =
        catchThrowableOfType(
            CorruptJournalException.class,
            () -> {
              try (Journal journal = Journal.open(directory, OPTIONS)) {
                journal.read(0, (index, record) -> true);
              }
            });
    assertThat(e.index()).isEqualTo(Long.parseLong(name(segments.get(1))));
  }

  private static String name(Path segment) {
    return segment.getFileName().toString().substring(0, 19);
  }
}
