package io.colophon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the files between two openings, and what opening then says. */
class JournalDamageTest {
  private static final JournalOptions OPTIONS = JournalOptions.defaults().withPreallocateBytes(0);

  /** Each frame: 28 bytes of header, 10 of text, one end byte. */
  private static final int FRAME = 39;

  private static final int FIRST = 32;

  @TempDir Path directory;
  private Path segment;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    segment = directory.resolve(Segment.name(0));
    try (Journal journal = Journal.open(directory, OPTIONS)) {
      for (int i = 0; i < 5; i++) {
        journal.append(Records.of("the text " + i)).join();
      }
    }
    whole = Files.readAllBytes(segment);
    assertThat(whole).hasSize(FIRST + 5 * FRAME);
  }

  @Test
  void open_tailCutAtEveryByteOfLastRecord_dropsOnlyThatRecord() throws IOException {
    for (int length = FIRST + 4 * FRAME; length < whole.length; length++) {
      Files.write(segment, Arrays.copyOf(whole, length));
      assertOpensWithFourAndGoesOn();
    }
  }

  @Test
  void open_tailNeverWrittenFromEveryByteOfLastRecord_dropsOnlyThatRecord() throws IOException {
    for (int length = FIRST + 4 * FRAME; length < whole.length; length++) {
      Files.write(segment, Arrays.copyOf(Arrays.copyOf(whole, length), whole.length + 1000));
      assertOpensWithFourAndGoesOn();
    }
  }

  @Test
  void open_anyBitFlipped_namesRecordFileAndOffset() throws IOException {
    for (int at = FIRST; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      Files.write(segment, flipped);
      int record = (at - FIRST) / FRAME;

      CorruptJournalException e =
          catchThrowableOfType(
              CorruptJournalException.class, () -> Journal.open(directory, OPTIONS));
      assertThat(e).as("byte %d", at).isNotNull();
      assertThat(e.index()).as("byte %d", at).isEqualTo(record);
      assertThat(e.offset()).isEqualTo(FIRST + (long) record * FRAME);
      assertThat(e).hasMessageContaining("record " + record + " in " + segment.getFileName());
      assertThat(Files.readAllBytes(segment)).isEqualTo(flipped);
    }
  }

  @Test
  void open_segmentHeaderDamaged_isRefused() throws IOException {
    for (int at = 0; at < FIRST; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 4;
      Files.write(segment, flipped);

      assertThatThrownBy(() -> Journal.open(directory, OPTIONS))
          .as("byte %d", at)
          .isInstanceOf(CorruptJournalException.class)
          .hasMessageContaining("segment header is damaged");
    }
  }

  @Test
  void open_recordRemoved_namesItsPlace() throws IOException {
    ByteBuffer without = ByteBuffer.allocate(whole.length - FRAME);
    without.put(whole, 0, FIRST + FRAME).put(whole, FIRST + 2 * FRAME, 3 * FRAME);
    Files.write(segment, without.array());

    assertThatThrownBy(() -> Journal.open(directory, OPTIONS))
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining("record 1 ")
        .hasMessageContaining("record 2 is in its place");
  }

  @Test
  void open_recordsSwapped_namesTheFirst() throws IOException {
    ByteBuffer swapped = ByteBuffer.wrap(whole.clone());
    swapped.put(FIRST + 2 * FRAME, whole, FIRST + 3 * FRAME, FRAME);
    swapped.put(FIRST + 3 * FRAME, whole, FIRST + 2 * FRAME, FRAME);
    Files.write(segment, swapped.array());

    assertThatThrownBy(() -> Journal.open(directory, OPTIONS))
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining("record 2 ")
        .hasMessageContaining("record 3 is in its place");
  }

  @Test
  void open_durableRecordZeroed_isDamageNotATornTail() throws IOException {
    byte[] zeroed = whole.clone();
    Arrays.fill(zeroed, FIRST + 3 * FRAME, FIRST + 4 * FRAME, (byte) 0);
    Files.write(segment, zeroed);

    assertThatThrownBy(() -> Journal.open(directory, OPTIONS))
        .isInstanceOf(CorruptJournalException.class)
        .hasMessageContaining("record 3 ");
  }

  @Test
  void open_blockOfLastBatchNeverWritten_dropsTheBatchFromThere() throws IOException {
    FakeStorage disk = new FakeStorage();
    Journal journal = Journal.open(disk, () -> {}, OPTIONS, "fake");
    journal.append(Records.of("durable")).join();
    disk.forcePermits.drainPermits();
    // Holds the writer in a force, so that what follows is one batch.
    var held = journal.append(Records.of("held"));
    while (disk.forcesBegun.get() <= disk.forces.get()) {
      Thread.onSpinWait();
    }
    var batch = journal.append(Records.of("a".repeat(600)));
    var last = journal.append(Records.of("b".repeat(600)));
    disk.forcePermits.release(Integer.MAX_VALUE);
    assertThat(held.join() + batch.join() + last.join()).isEqualTo(1 + 2 + 3);
    journal.close();

    // The 512-byte block from 512 on holds the end of "a…" and the beginning of "b…".
    FakeStorage.FakeFile file = disk.open(Segment.name(0), true);
    file.write(ByteBuffer.allocate(512), 512);
    try (Journal again = Journal.open(disk, () -> {}, OPTIONS, "fake")) {
      assertThat(Records.all(again)).containsExactly("durable", "held");
    }
  }

  @Test
  void open_onlySegmentHeaderBegun_isEmpty() throws IOException {
    for (int length = 0; length < FIRST; length++) {
      Files.write(segment, new byte[length]);
      try (Journal journal = Journal.open(directory, OPTIONS)) {
        assertThat(journal.size()).isZero();
      }
    }
  }

  private void assertOpensWithFourAndGoesOn() throws IOException {
    try (Journal journal = Journal.open(directory, OPTIONS)) {
      assertThat(journal.size()).isEqualTo(4);
      assertThat(journal.append(Records.of("the text 4")).join()).isEqualTo(4);
      assertThat(Records.all(journal))
          .containsExactly("the text 0", "the text 1", "the text 2", "the text 3", "the text 4");
    }
  }
}
