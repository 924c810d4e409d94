package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.ExplicitLabel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordWriterTest {

  @Test
  void write_fullRecord_hasFixedOrder() {
    assertThat(text(RecordWriter.write(Samples.record(3))))
        .isEqualTo(
            """
            {"v":2,"time":"2026-11-22T08:03:00Z","tenant":"b","generation":"gen-1","output":0,\
            "route":"default","provider":"local","requestedModel":"auto","targetModel":"model-3",\
            "modality":"video","mimeType":"image/png","sizeBytes":1003,\
            "sha256Before":"%s","sha256":"%s",\
            "produceId":"produce-3","jurisdictions":["cn","eu"],"policyVersion":"policy-1",\
            "explicit":{"kind":"drawn-text","text":"AI生成","place":"bottom-right",\
            "heightRatio":0.05},\
            "implicit":{"carrier":"png-itxt-xmp","aigc":"{\\"Label\\":\\"1\\"}","notes":[]},\
            "readback":{"tool":"verifier 1","verdict":"LABELED"}}\
            """
                .formatted(Samples.sha256("before 3"), Samples.sha256("out 3")));
  }

  @Test
  void read_whatWasWritten_isEqual() throws IOException {
    ProvenanceRecord bare = bare(Optional.empty(), Optional.empty());
    ProvenanceRecord full =
        new ProvenanceRecord(
            Instant.parse("2026-11-22T08:00:00.123Z"),
            "t\"\\\u0001\uD83D\uDE00",
            "g",
            7,
            new ProvenanceRecord.Origin("r", "p", "q", "t", Optional.of("s")),
            new ProvenanceRecord.Output(
                "audio", "audio/wav", Long.MAX_VALUE, Optional.empty(), Samples.sha256("x")),
            new ProvenanceRecord.Labels(
                Optional.empty(),
                List.of(),
                "",
                Optional.of(ExplicitLabel.morse(0, 900)),
                Optional.empty(),
                Optional.empty()),
            Optional.of(
                new ProvenanceRecord.Unlabelled(
                    "agreement-7", Optional.of(Instant.EPOCH), "user", "film credits")),
            Optional.of(EndUserHash.of(new byte[16], "somebody")));

    assertThat(RecordReader.read(RecordWriter.write(bare))).isEqualTo(bare);
    assertThat(RecordReader.read(RecordWriter.write(full))).isEqualTo(full);
    assertThat(RecordReader.read(RecordWriter.write(Samples.record(1))))
        .isEqualTo(Samples.record(1));
  }

  @Test
  void read_membersOfALaterVersion_areIgnored() throws IOException {
    String json = text(RecordWriter.write(Samples.record(0)));
    String later = json.replaceFirst("\"tenant\"", "\"c2pa\":{\"x\":[1,{}]},\"n\":null,\"tenant\"");

    assertThat(RecordReader.read(StandardCharsets.UTF_8.encode(later)))
        .isEqualTo(Samples.record(0));
  }

  @Test
  void read_notARecord_saysWhy() {
    assertThatThrownBy(() -> RecordReader.read(StandardCharsets.UTF_8.encode("[]")))
        .isInstanceOf(IOException.class)
        .hasMessage("record is not a JSON object");
    assertThatThrownBy(() -> RecordReader.read(StandardCharsets.UTF_8.encode("{\"v\":1}")))
        .isInstanceOf(IOException.class)
        .hasMessage("record has no \"time\"");
    assertThatThrownBy(() -> RecordReader.read(StandardCharsets.UTF_8.encode("{\"v\":")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("record is not JSON");
  }

  @Test
  void record_valuesOutOfRange_areRefused() {
    assertThatThrownBy(() -> bare(Optional.of("a name"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("endUserHash is not 64 lower-case hexadecimal digits");
    assertThatThrownBy(() -> bare(Optional.empty(), Optional.of("ABC")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sha256Before is not 64 lower-case hexadecimal digits");
  }

  @Test
  void endUserHash_saltAndName_isHmacSha256() {
    // RFC 4231, test case 1.
    byte[] key = new byte[20];
    java.util.Arrays.fill(key, (byte) 0x0b);
    assertThat(EndUserHash.of(key, "Hi There"))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  }

  private static ProvenanceRecord bare(Optional<String> endUserHash, Optional<String> before) {
    return new ProvenanceRecord(
        Samples.START,
        "t",
        "g",
        0,
        new ProvenanceRecord.Origin("", "", "", "", Optional.empty()),
        new ProvenanceRecord.Output("text", "text/plain", 0, before, Samples.sha256("")),
        new ProvenanceRecord.Labels(
            Optional.empty(), List.of(), "", Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        endUserHash);
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
