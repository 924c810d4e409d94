package io.colophon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.journal.JournalException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final JournalOptions SMALL =
      JournalOptions.defaults().withSegmentBytes(64 << 10).withPreallocateBytes(16 << 10);

  @TempDir Path directory;

  @Test
  void append_records_areReadBackInOrder() throws IOException {
    try (Journal journal = Journal.open(directory, SMALL)) {
      assertThat(journal.append(Records.of("one")).join()).isZero();
      assertThat(journal.append(Records.of("")).join()).isEqualTo(1);
      assertThat(journal.append(Records.of("drei")).join()).isEqualTo(2);

      assertThat(journal.size()).isEqualTo(3);
      assertThat(Records.all(journal)).containsExactly("one", "", "drei");
      assertThat(Records.text(journal.read(2))).isEqualTo("drei");
    }
  }

  @Test
  void append_bufferWithOffset_takesPositionToLimitAndMovesNothing() throws IOException {
    ByteBuffer record = Records.of("xxbodyxx").position(2).limit(6);
    try (Journal journal = Journal.open(directory, SMALL)) {
      journal.append(record.asReadOnlyBuffer()).join();
      journal.append(record).join();

      assertThat(Records.all(journal)).containsExactly("body", "body");
      assertThat(record.position()).isEqualTo(2);
      assertThat(record.remaining()).isEqualTo(4);
    }
  }

  @Test
  void open_afterClose_goesOnWhereItEnded() throws IOException {
    fill(0, 1);
    fill(2, 3);

    try (Journal journal = Journal.open(directory, SMALL)) {
      assertThat(Records.all(journal)).containsExactly(record(0), record(1), record(2), record(3));
    }
  }

  @Test
  void append_pastSegmentSize_beginsFilesAndReadsAcrossThem() throws IOException {
    fill(0, 999);
    fill(1000, 1999);

    try (var files = Files.list(directory)) {
      assertThat(files.filter(file -> file.toString().endsWith(".seg")).count()).isBetween(4L, 12L);
    }
    try (Journal journal = Journal.open(directory, SMALL)) {
      assertThat(Records.all(journal)).hasSize(2000).startsWith(record(0)).endsWith(record(1999));
      assertThat(Records.from(journal, 1234)).hasSize(766).startsWith(record(1234));
      assertThat(Records.from(journal, 2000)).isEmpty();
      for (int i : new int[] {0, 31, 32, 33, 777, 1998, 1999}) {
        assertThat(Records.text(journal.read(i))).isEqualTo(record(i));
      }
    }
  }

  @Test
  void append_oneLargeBatch_spansSegments() throws IOException {
    try (Journal journal = Journal.open(directory, SMALL)) {
      List<CompletableFuture<Long>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(journal.append(ByteBuffer.allocate(30_000).put(0, (byte) i)));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(all.get(i).join()).isEqualTo(i);
        assertThat(journal.read(i)).isEqualTo(ByteBuffer.allocate(30_000).put(0, (byte) i));
      }
    }
  }

  @Test
  void read_visitorStops_seesNoMore() throws IOException {
    fill(0, 9);
    List<Long> seen = new ArrayList<>();
    try (Journal journal = Journal.open(directory, SMALL)) {
      journal.read(
          4,
          (index, record) -> {
            seen.add(index);
            return index < 6;
          });
    }
    assertThat(seen).containsExactly(4L, 5L, 6L);
  }

  @Test
  void read_indexPastEnd_isOutOfBounds() throws IOException {
    fill(0, 2);
    try (Journal journal = Journal.open(directory, SMALL)) {
      assertThatThrownBy(() -> journal.read(3))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("record 3 of 3");
      assertThatThrownBy(() -> journal.read(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void read_threadInterrupted_leavesJournalUsable() throws IOException {
    try (Journal journal = Journal.open(directory, SMALL)) {
      journal.append(Records.of("a")).join();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> journal.read(0)).isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();

      assertThat(journal.append(Records.of("b")).join()).isEqualTo(1);
      assertThat(Records.all(journal)).containsExactly("a", "b");
    }
  }

  @Test
  void append_recordTooLarge_fails() throws IOException {
    try (Journal journal = Journal.open(directory, SMALL.withMaxRecordBytes(100))) {
      assertThat(reason(journal.append(ByteBuffer.allocate(101)))).isEqualTo(Reason.TOO_LARGE);
      assertThat(journal.append(ByteBuffer.allocate(100)).join()).isZero();
    }
  }

  @Test
  void append_afterClose_fails() throws IOException {
    Journal journal = Journal.open(directory, SMALL);
    CompletableFuture<Long> last = journal.append(Records.of("last"));
    journal.close();
    journal.close();

    assertThat(last.join()).isZero();
    assertThat(reason(journal.append(Records.of("late")))).isEqualTo(Reason.CLOSED);
  }

  @Test
  void open_whileOpen_isRefused() throws IOException {
    try (Journal first = Journal.open(directory, SMALL)) {
      assertThatThrownBy(() -> Journal.open(directory, SMALL))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("open for writing elsewhere")
          .extracting(e -> ((JournalException) e).reason())
          .isEqualTo(Reason.LOCKED);
      assertThat(first.append(Records.of("x")).join()).isZero();
    }
    Journal.open(directory, SMALL).close();
  }

  @Test
  void open_pathIsAFile_saysSo() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> Journal.open(file.resolve("journal"), SMALL))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("file")
        .extracting(e -> ((JournalException) e).reason())
        .isEqualTo(Reason.DISK);
  }

  @Test
  void close_preallocatedSpace_isGivenBack() throws IOException {
    fill(0, 0);

    assertThat(directory.resolve(Segment.name(0)))
        .hasSize(SegmentHeader.BYTES + Frame.OVERHEAD_BYTES + (long) record(0).length());
  }

  private void fill(int from, int to) throws IOException {
    try (Journal journal = Journal.open(directory, SMALL)) {
      CompletableFuture<Long> last = CompletableFuture.completedFuture(-1L);
      for (int i = from; i <= to; i++) {
        last = journal.append(Records.of(record(i)));
      }
      assertThat(last.join()).isEqualTo(to);
    }
  }

  private static String record(int number) {
    return "record " + number + " " + "x".repeat(number % 250);
  }

  static Reason reason(CompletableFuture<Long> failed) {
    try {
      throw new AssertionError("completed with " + failed.join());
    } catch (CompletionException e) {
      return ((JournalException) e.getCause()).reason();
    }
  }
}
