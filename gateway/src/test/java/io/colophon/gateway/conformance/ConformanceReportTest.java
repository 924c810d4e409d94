package io.colophon.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.CredentialLabel;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.WatermarkLabel;
import io.colophon.labeling.provenance.LogOptions;
import io.colophon.labeling.provenance.Personal;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.ProvenanceRecord;
import io.colophon.labeling.provenance.RecordFilter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceReportTest {
  private static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");
  private static final CredentialLabel SIGNED =
      new CredentialLabel("urn:c2pa:1", "0a", "CN=Test", Optional.of(TIME), Optional.empty());

  @TempDir Path folder;

  private static ProvenanceRecord record(
      String id,
      String mimeType,
      Optional<ExplicitLabel> explicit,
      Optional<CredentialLabel> credentials,
      Optional<WatermarkLabel> watermark,
      List<String> reasons,
      Optional<ProvenanceRecord.Unlabelled> unlabelled) {
    return new ProvenanceRecord(
        TIME,
        "acme",
        "request-" + id,
        0,
        new ProvenanceRecord.Origin("r", "p", "m", "m", Optional.of("model-1")),
        new ProvenanceRecord.Output(
            mimeType.startsWith("image") ? "image" : "text",
            mimeType,
            10,
            Optional.empty(),
            "ab".repeat(32)),
        new ProvenanceRecord.Labels(
            Optional.of(id),
            List.of("cn", "eu"),
            "2",
            explicit,
            Optional.of(
                new ImplicitLabel("png-itxt-xmp", "{\"ProduceID\":\"" + id + "\"}", List.of())),
            credentials,
            watermark,
            reasons,
            Optional.of(
                new ProvenanceRecord.Readback(
                    "colophon 0.1.0", "labeled", OptionalDouble.empty()))),
        Optional.empty(),
        unlabelled,
        Optional.of(Personal.of("person-4711")));
  }

  private Map<String, Object> report(Jurisdiction regime) throws Exception {
    try (ProvenanceLog log =
        ProvenanceLog.open(
            folder.resolve("log"),
            LogOptions.of("test/log", folder.resolve("key"), new SecureRandom()))) {
      log.append(
              record(
                  "a",
                  "image/png",
                  Optional.of(ExplicitLabel.drawn("AI生成", "top-right", 0.0514)),
                  Optional.of(SIGNED),
                  Optional.of(new WatermarkLabel("io.colophon.watermark.1", 7)),
                  List.of(),
                  Optional.empty()))
          .join();
      log.append(
              record(
                  "b",
                  "image/png",
                  Optional.of(ExplicitLabel.drawn("AI生成", "top-right", 0.03)),
                  Optional.empty(),
                  Optional.empty(),
                  List.of(),
                  Optional.empty()))
          .join();
      log.append(
              record(
                  "c",
                  "text/plain",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  List.of("explicit-omitted-on-request"),
                  Optional.of(
                      new ProvenanceRecord.Unlabelled(
                          "agreement-7",
                          Optional.of(TIME),
                          Personal.of("Li Lei"),
                          "<b>novel</b>",
                          Optional.empty()))))
          .join();
      return ConformanceReport.of(
          log, regime, RecordFilter.all(), Map.of("signingKey", "keystore"), TIME, 2);
    }
  }

  private static String requirements(Map<String, Object> report) {
    StringBuilder out = new StringBuilder();
    for (Object each : (List<?>) report.get("requirements")) {
      Map<?, ?> row = (Map<?, ?>) each;
      out.append(row.get("id"))
          .append(' ')
          .append(row.get("met"))
          .append('/')
          .append(row.get("asked"))
          .append(' ')
          .append(row.get("exceptions"))
          .append('\n');
    }
    return out.toString();
  }

  @Test
  void of_china_tellsWhatIsMetAndNamesTheExceptions() throws Exception {
    Map<String, Object> report = report(Jurisdiction.CN);

    assertThat(requirements(report))
        .isEqualTo(
            """
            CN-M 3/3 []
            CN-E 3/3 []
            CN-H 1/2 [1]
            CN-V 0/0 []
            CN-X 1/1 []
            RB 3/3 []
            """);
    assertThat(report.get("counts"))
        .hasToString(
            "{outputs=3, byModality={image=2, text=1}, byLayer={explicit=2, implicit=3,"
                + " credentials=1, stamped=1, watermark=1, fingerprint=0},"
                + " byReason={explicit-omitted-on-request=1}}");
    assertThat(report.get("copiesWithoutShownLabel"))
        .hasToString(
            "[{record=2, time=2026-11-22T08:00:00Z, agreement=agreement-7,"
                + " acceptedAt=2026-11-22T08:00:00Z, reason=<b>novel</b>,"
                + " requester=colophon audit show --reveal 2, keptUntil=2027-05-31T08:00:00Z}]");
    assertThat(report.get("outputsNotListed")).isEqualTo(1);
  }

  @Test
  void of_europe_asksForTwoLayersAndAStamp() throws Exception {
    assertThat(requirements(report(Jurisdiction.EU)))
        .isEqualTo(
            """
            EU-1 1/2 [1]
            EU-S 1/1 []
            EU-2 1/2 [1]
            EU-T 1/1 []
            RB 3/3 []
            """);
  }

  @Test
  void of_regimeNobodyLabelledFor_isEmpty() throws Exception {
    assertThat(requirements(report(Jurisdiction.IN)))
        .isEqualTo("IN-V 0/0 []\nIN-I 0/0 []\nIN-X 0/0 []\nRB 0/0 []\n");
  }

  @Test
  void page_report_showsItWithoutPersonsAndWithoutMarkupOfOthers() throws Exception {
    String page = ReportPage.of(report(Jurisdiction.CN));

    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("<tr class=\"open\"><td>CN-H</td>")
        .contains("&lt;b&gt;novel&lt;/b&gt;")
        .contains("agreement-7")
        .doesNotContain("<b>novel", "Li Lei", "person-4711", "<script");
  }
}
