package io.colophon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that is told to go on after damage. */
class JournalGoesOnTest {
  private static final JournalOptions OPTIONS =
      JournalOptions.defaults().withPreallocateBytes(4096).withOnDamage(OnDamage.GO_ON);

  /** Each frame: 28 bytes of header, 10 of text, one end byte. */
  private static final int FRAME = 39;

  private static final int FIRST = 32;

  @TempDir Path directory;

  /** What a reader sees: texts by number, and what it was told of damage. */
  private static final class Seen implements RecordVisitor {
    final List<String> records = new ArrayList<>();
    final List<Damage> dropped = new ArrayList<>();

    @Override
    public boolean visit(long index, ByteBuffer record) {
      records.add(index + " " + StandardCharsets.UTF_8.decode(record));
      return true;
    }

    @Override
    public void dropped(Damage damage) {
      dropped.add(damage);
    }
  }

  @Test
  void open_bitFlipped_keepsTheFileAndGoesOnAboveAllItsNumbers() throws IOException {
    byte[] damaged = writeFive();
    damaged[FIRST + 2 * FRAME + 30] ^= 4;
    Path file = directory.resolve(Segment.name(0));
    Files.write(file, damaged);

    try (Journal journal = Journal.open(directory, OPTIONS)) {
      assertThat(journal.dropped())
          .containsExactly(
              new Damage(
                  file.getFileName().toString(),
                  FIRST + 2 * FRAME,
                  2,
                  5,
                  3 * FRAME,
                  "record does not match its CRC32C"));
      assertThat(journal.size()).isEqualTo(5);
      assertThat(journal.append(Records.of("and on")).join()).isEqualTo(5);
      assertThat(seen(journal).records).containsExactly("0 the text 0", "1 the text 1", "5 and on");
      assertThat(seen(journal).dropped).isEqualTo(journal.dropped());
      assertThatThrownBy(() -> journal.read(3)).isInstanceOf(CorruptJournalException.class);
      assertThat(StandardCharsets.UTF_8.decode(journal.read(5)).toString()).isEqualTo("and on");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
  }

  @Test
  void open_secondTime_goesOnInTheNewFile() throws IOException {
    byte[] damaged = writeFive();
    damaged[FIRST + FRAME] ^= 1;
    Files.write(directory.resolve(Segment.name(0)), damaged);
    Journal.open(directory, OPTIONS).close();

    try (Journal journal = Journal.open(directory, OPTIONS)) {
      assertThat(journal.dropped()).isEmpty();
      assertThat(journal.append(Records.of("and on")).join()).isEqualTo(5);
      assertThat(seen(journal).records).containsExactly("0 the text 0", "5 and on");
      assertThat(seen(journal).dropped).extracting(Damage::bytes).containsExactly(4L * FRAME);
    }
    assertThat(Files.readAllBytes(directory.resolve(Segment.name(0)))).isEqualTo(damaged);
    try (JournalReader reader = Journal.openReadOnly(directory, OnDamage.GO_ON)) {
      assertThat(seen(reader).records).containsExactly("0 the text 0", "5 and on");
    }
    assertThatThrownBy(
            () -> {
              try (JournalReader reader = Journal.openReadOnly(directory)) {
                seen(reader);
              }
            })
        .isInstanceOf(CorruptJournalException.class);
  }

  @Test
  void open_lastFrameHasLostItsHeader_stillCountsIt() throws IOException {
    byte[] damaged = writeFive();
    for (int i = 0; i < 20; i++) {
      damaged[FIRST + 3 * FRAME + i] ^= 0x55; // the headers of the last two
      damaged[FIRST + 4 * FRAME + i] ^= 0x55;
    }
    Files.write(directory.resolve(Segment.name(0)), damaged);

    try (Journal journal = Journal.open(directory, OPTIONS)) {
      assertThat(journal.size()).isGreaterThanOrEqualTo(5).isLessThanOrEqualTo(6);
      assertThat(journal.dropped()).extracting(Damage::firstIndex).containsExactly(3L);
    }
  }

  @Test
  void open_segmentHeaderDamaged_losesNoRecord() throws IOException {
    byte[] damaged = writeFive();
    damaged[9] ^= 1;
    Files.write(directory.resolve(Segment.name(0)), damaged);

    try (Journal journal = Journal.open(directory, OPTIONS)) {
      assertThat(journal.append(Records.of("and on")).join()).isEqualTo(5);
      assertThat(seen(journal).records).hasSize(6);
      assertThat(seen(journal).dropped).isEmpty();
    }
    assertThat(Files.readAllBytes(directory.resolve(Segment.name(0)))).isEqualTo(damaged);
  }

  @Test
  void open_anyBitFlippedAnywhere_readsAPrefixAndGoesOn() throws IOException {
    byte[] whole = writeFive();
    Path file = directory.resolve(Segment.name(0));
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      Files.write(file, flipped);
      try (var files = Files.list(directory)) {
        for (Path other : files.filter(f -> !f.equals(file)).toList()) {
          Files.delete(other);
        }
      }
      try (Journal journal = Journal.open(directory, OPTIONS)) {
        int good = at < FIRST ? 5 : (at - FIRST) / FRAME;
        long number = journal.append(Records.of("and on")).join();
        assertThat(number).as("byte %d", at).isBetween(5L, 6L);
        assertThat(seen(journal).records)
            .as("byte %d", at)
            .hasSize(good + 1)
            .endsWith(number + " and on");
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(flipped);
    }
  }

  @Test
  void read_damageInAnEarlierFile_passesToTheNext() throws IOException {
    JournalOptions small = OPTIONS.withSegmentBytes(1 << 16);
    try (Journal journal = Journal.open(directory, small)) {
      for (int i = 0; i < 200; i++) {
        journal.append(ByteBuffer.allocate(1000).put(0, (byte) i)).join();
      }
    }
    List<Path> files;
    try (var all = Files.list(directory)) {
      files = all.filter(f -> f.toString().endsWith(".seg")).sorted().toList();
    }
    byte[] bytes = Files.readAllBytes(files.get(1));
    bytes[FIRST + 20 * 1029 + 500] ^= 1;
    Files.write(files.get(1), bytes);
    Files.delete(files.get(2));
    long second = SegmentHeader.firstIndex(files.get(1).getFileName().toString());
    long fourth = SegmentHeader.firstIndex(files.get(3).getFileName().toString());

    try (Journal journal = Journal.open(directory, small)) {
      Seen seen = seen(journal);
      assertThat(seen.records).hasSize((int) (200 - (fourth - second - 20)));
      assertThat(seen.dropped)
          .extracting(Damage::firstIndex, Damage::nextIndex)
          .containsExactly(tuple(second + 20, fourth));
      assertThat(journal.append(Records.of("x")).join()).isEqualTo(200);
    }
  }

  @Test
  void open_randomDamage_neverFailsAndNeverReusesANumber() throws IOException {
    Random random = new Random(5);
    long highest = -1;
    for (int round = 0; round < 60; round++) {
      try (Journal journal = Journal.open(directory, OPTIONS)) {
        for (int i = random.nextInt(6); i >= 0; i--) {
          long number =
              journal.append(ByteBuffer.allocate(random.nextInt(100)).put(new byte[0])).join();
          assertThat(number).isGreaterThan(highest);
          highest = number;
        }
        assertThat(seen(journal).records).isNotEmpty();
      }
      if (random.nextBoolean()) {
        try (var files = Files.list(directory)) {
          Path last =
              files.filter(f -> f.toString().endsWith(".seg")).sorted().toList().stream()
                  .reduce((a, b) -> b)
                  .orElseThrow();
          byte[] bytes = Files.readAllBytes(last);
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
          Files.write(last, bytes);
        }
      }
    }
  }

  private byte[] writeFive() throws IOException {
    try (Journal journal = Journal.open(directory, OPTIONS)) {
      for (int i = 0; i < 5; i++) {
        journal.append(Records.of("the text " + i)).join();
      }
    }
    byte[] whole = Files.readAllBytes(directory.resolve(Segment.name(0)));
    assertThat(whole).hasSize(FIRST + 5 * FRAME);
    return whole;
  }

  private static Seen seen(JournalRecords journal) throws IOException {
    Seen seen = new Seen();
    journal.read(0, seen);
    return seen;
  }
}
