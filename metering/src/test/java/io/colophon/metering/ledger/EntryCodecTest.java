package io.colophon.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.metering.MeterReading;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity.Known;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private static final long NANOS = 1_795_334_400_123_456_789L;

  @Test
  void opened_writtenAndRead_isTheSame() throws IOException {
    OpenedEntry entry = SampleEntries.opened("01JD");
    assertThat(EntryReader.read(EntryWriter.write(entry))).isEqualTo(entry);
  }

  @Test
  void settled_writtenAndRead_isTheSame() throws IOException {
    SettledEntry entry = SampleEntries.settled(SampleEntries.opened("01JD"));
    assertThat(EntryReader.read(EntryWriter.write(entry))).isEqualTo(entry);
  }

  @Test
  void settled_nothingKnown_staysUnknown() throws IOException {
    SettledEntry entry = SettledEntry.interrupted(SampleEntries.opened("01JD"), SampleEntries.TIME);
    SettledEntry read = (SettledEntry) EntryReader.read(EntryWriter.write(entry));
    assertThat(read).isEqualTo(entry);
    assertThat(read.usage()).isEqualTo(Usage.UNREPORTED);
    assertThat(read.provider()).isNull();
  }

  @Test
  void settled_zeroAndNotReported_stayApart() throws IOException {
    Usage usage =
        new Usage(
            Map.of(
                UsageUnit.INPUT_TOKENS, new Known(0, Source.PROVIDER_FINAL),
                UsageUnit.OUTPUT_TOKENS, new Known(Long.MAX_VALUE, Source.ESTIMATED)));
    SettledEntry entry =
        SampleEntries.settled(SampleEntries.opened("01JD"), EndState.FAILED_AFTER_OUTPUT, usage);
    SettledEntry read = (SettledEntry) EntryReader.read(EntryWriter.write(entry));
    assertThat(read.usage()).isEqualTo(usage);
    assertThat(read.usage().value(UsageUnit.INPUT_TOKENS)).hasValue(0);
    assertThat(read.usage().value(UsageUnit.CACHE_READ_TOKENS)).isEmpty();
  }

  @Test
  void settled_hostileText_survives() throws IOException {
    String hostile = "\"}\\ \u0000 \ud83d 生成 \ud83d\ude00\n{\"settled\":\"x";
    OpenedEntry opened =
        new OpenedEntry(
            "01JD",
            SampleEntries.TIME,
            hostile,
            "",
            null,
            hostile,
            hostile,
            Modality.VIDEO,
            hostile);
    SettledEntry entry =
        new SettledEntry(
            opened,
            SampleEntries.TIME,
            EndState.CONTENT_FILTERED,
            hostile,
            hostile,
            hostile,
            List.of(new AttemptEntry(hostile, hostile, 0)),
            Usage.UNREPORTED,
            MeterReading.unknown(hostile),
            List.of(hostile),
            List.of());
    ByteBuffer written = EntryWriter.write(entry);
    assertThat(EntryHead.read(written.duplicate()))
        .isEqualTo(new EntryHead(EntryHead.SETTLED, "01JD", 0, NANOS));
    assertThat(EntryReader.read(written)).isEqualTo(entry);
  }

  @Test
  void head_ofBoth_needsNoParsing() throws IOException {
    assertThat(EntryHead.read(EntryWriter.write(SampleEntries.opened("a-B_9"))))
        .isEqualTo(new EntryHead(EntryHead.OPENED, "a-B_9", 0, NANOS));
    assertThat(EntryHead.read(EntryWriter.write(SampleEntries.settled(SampleEntries.opened("b")))))
        .isEqualTo(new EntryHead(EntryHead.SETTLED, "b", 0, NANOS));
  }

  @Test
  void read_notAnEntry_isAnError() {
    for (String bad : List.of("", "{}", "[1]", "{\"opened\":\"x\"}", "\u0001", "{\"settled\":1}")) {
      ByteBuffer bytes = ByteBuffer.wrap(bad.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> EntryReader.read(bytes)).as(bad).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> EntryHead.read(ByteBuffer.wrap(new byte[] {1, 2, 3})))
        .isInstanceOf(IOException.class);
  }

  @Test
  void opened_idThatWouldNeedEscapes_isRejected() {
    for (String bad : List.of("", " ", "a\"b", "ü", "x".repeat(65))) {
      assertThatThrownBy(() -> SampleEntries.opened(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected 1 to 64 of");
    }
  }

  @Test
  void settled_ordinaryText_isCompact() {
    assertThat(EntryWriter.write(SampleEntries.settled(SampleEntries.opened("01JD"))).remaining())
        .isLessThan(2_500);
  }
}
