package io.colophon.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Metric;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of entries: all shapes, all damage, earlier and later versions. */
class EntryFormTest {
  private static final int ENTRIES = 20_000;
  private static final String OPENED_BYTES =
      "e1" + "01" + "04" + "30314a44" + "00" + "18ea4f1ff465cd15";

  @Test
  void write_anyEntry_isReadAsTheSame() throws IOException {
    RandomEntries entries = new RandomEntries(new Random(20261122));
    for (int i = 0; i < ENTRIES; i++) {
      LedgerEntry entry = entries.next();
      ByteBuffer bytes = EntryWriter.write(entry);
      assertThat(EntryReader.read(bytes)).isEqualTo(entry);
      EntryHead head = EntryHead.read(bytes);
      assertThat(head.usageId()).isEqualTo(entry.usageId());
      assertThat(head.kind())
          .isEqualTo(
              entry instanceof OpenedEntry
                  ? EntryHead.OPENED
                  : entry instanceof SettledEntry ? EntryHead.SETTLED : EntryHead.CORRECTED);
      assertThat(head.revision())
          .isEqualTo(entry instanceof CorrectionEntry correction ? correction.revision() : 0);
    }
  }

  @Test
  void write_sameEntryTwice_givesTheSameBytes() {
    for (int seed = 0; seed < 500; seed++) {
      ByteBuffer once = EntryWriter.write(new RandomEntries(new Random(seed)).next());
      ByteBuffer again = EntryWriter.write(new RandomEntries(new Random(seed)).next());
      assertThat(once).isEqualTo(again);
    }
  }

  @Test
  void write_openedEntry_isTheseBytes() {
    String admission =
        "0720"
            + "61636d65" // tenant acme
            + "0b28"
            + "6b65792d31" // key key-1
            + "0f60"
            + "686173682d6f662d75736572" // end user hash-of-user
            + "1340"
            + "67656e2d30314a44" // generation gen-01JD
            + "1720"
            + "63686174" // route chat
            + "1b09" // modality: word 1, text
            + "1fb203"; // model: the text at byte 54, which is the route's
    ByteBuffer bytes = EntryWriter.write(SampleEntries.opened("01JD"));
    assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo(OPENED_BYTES + admission);
  }

  @Test
  void read_fieldsOfALaterVersion_areSteppedOver() throws IOException {
    OpenedEntry entry = SampleEntries.opened("01JD");
    for (String field :
        List.of(
            "c007" + "ac02", // field 240, a number
            "c107" + "0000000000000001", // eight bytes
            "c207" + "03" + "ffffff", // a section
            "c307" + "10" + "6869", // a text
            "c307" + "03" + "09" + "09")) { // a joined text
      byte[] known = EntryWriter.write(entry).array();
      byte[] later = HexFormat.of().parseHex(field);
      byte[] both = Arrays.copyOf(known, known.length + later.length);
      System.arraycopy(later, 0, both, known.length, later.length);
      assertThat(EntryReader.read(ByteBuffer.wrap(both))).as(field).isEqualTo(entry);
    }
  }

  @Test
  void read_longerSectionOfALaterVersion_isUnderstood() throws IOException {
    SettledEntry entry = SampleEntries.settled(SampleEntries.opened("01JD"));
    EntrySink sink = new EntrySink();
    sink.start();
    sink.bytes(EntryWriter.write(entry).array());
    sink.number(EntryField.ATTEMPT);
    int start = sink.begin();
    sink.text("a/b");
    sink.text("ok");
    sink.signed(7);
    sink.text("something that later versions know of an attempt");
    sink.end(start);
    SettledEntry read = (SettledEntry) EntryReader.read(sink.finish());
    assertThat(read.attempts()).hasSize(3).endsWith(new AttemptEntry("a/b", "ok", 7));
  }

  @Test
  void read_damagedBytes_isAnEntryOrAnIOException() {
    Random random = new Random(7);
    RandomEntries entries = new RandomEntries(random);
    for (int i = 0; i < ENTRIES; i++) {
      byte[] bytes = EntryWriter.write(entries.next()).array();
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      for (int flips = random.nextInt(4); flips >= 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(Math.min(bytes.length, 200))] = (byte) random.nextInt();
      }
      ByteBuffer damaged = ByteBuffer.wrap(bytes);
      assertThatCode(
              () -> {
                try {
                  EntryHead.read(damaged);
                  EntryReader.read(damaged);
                } catch (IOException expected) {
                  assertThat(expected).hasMessageContaining("ledger entry");
                }
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void read_everyCutOfAnEntry_isAnIOExceptionOrMisses() throws IOException {
    SettledEntry entry = SampleEntries.settled(SampleEntries.opened("01JD"));
    byte[] bytes = EntryWriter.write(entry).array();
    for (int length = 0; length < bytes.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
      try {
        assertThat(EntryReader.read(cut)).as("%d bytes", length).isNotEqualTo(entry);
      } catch (IOException expected) {
        assertThat(expected).hasMessageContaining("ledger entry of " + length + " bytes");
      }
    }
  }

  @Test
  void read_wordOfALaterVersion_saysSo() {
    EntrySink sink = new EntrySink();
    sink.start();
    sink.bytes(EntryWriter.write(SampleEntries.opened("01JD")).array());
    sink.number(EntryField.ROUTE);
    sink.number(EntryText.head(EntryText.WORD, EntryWords.count()));
    assertThatThrownBy(() -> EntryReader.read(sink.finish()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written by a later version?");
  }

  @Test
  void read_jsonOfEarlierVersions_isUnderstood() throws IOException {
    List<String> lines;
    try (InputStream file = EntryFormTest.class.getResourceAsStream("json-entries.jsonl")) {
      lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    long admitted = 1_795_334_400_123_456_789L;
    String id = "01JD4Z8Q0V6M3N5K7P9R1T2W4X";

    assertThat(EntryHead.read(json(lines.get(0))))
        .isEqualTo(new EntryHead(EntryHead.OPENED, id, 0, admitted));
    assertThat(EntryReader.read(json(lines.get(0)))).isEqualTo(SampleEntries.opened(id));

    assertThat(EntryHead.read(json(lines.get(1))))
        .isEqualTo(new EntryHead(EntryHead.SETTLED, id, 0, admitted));
    SettledEntry settled = (SettledEntry) EntryReader.read(json(lines.get(1)));
    assertThat(settled.opened()).isEqualTo(SampleEntries.opened(id));
    assertThat(settled.usage()).isEqualTo(SampleEntries.tokens(1_200, 340));
    assertThat(settled.reading().figures().of(Metric.WATER))
        .isEqualTo(new Figure.Unknown("the site's WUE is not known"));
    assertThat(settled.attempts()).hasSize(2);
    assertThat(EntryReader.read(EntryWriter.write(settled))).isEqualTo(settled);

    assertThat(EntryHead.read(json(lines.get(2))))
        .isEqualTo(new EntryHead(EntryHead.CORRECTED, id, 2, admitted));
    CorrectionEntry correction = (CorrectionEntry) EntryReader.read(json(lines.get(2)));
    assertThat(correction.reason()).isEqualTo("发票");
    assertThat(correction.time()).isEqualTo(Instant.parse("2026-11-23T08:00:01Z"));
    assertThat(correction.corrected().usage().suspicions().get(0).unit())
        .isEqualTo(UsageUnit.OUTPUT_TOKENS);
    assertThat(EntryReader.read(EntryWriter.write(correction))).isEqualTo(correction);
  }

  private static ByteBuffer json(String line) {
    return ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
  }
}
