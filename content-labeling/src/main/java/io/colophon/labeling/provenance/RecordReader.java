package io.colophon.labeling.provenance;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote, in this or a later version. */
final class RecordReader {
  private RecordReader() {}

  static ProvenanceRecord read(ByteBuffer bytes) throws IOException {
    JsonFields json = JsonFields.parse(bytes);
    try {
      return new ProvenanceRecord(
          Instant.parse(json.text("time")),
          json.text("tenant"),
          json.text("generation"),
          Math.toIntExact(json.number("output")),
          origin(json),
          output(json),
          labels(json),
          unlabelled(json.object("unlabelled")),
          json.optionalText("endUser"));
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException("record has a value out of range: " + e.getMessage(), e);
    }
  }

  private static ProvenanceRecord.Origin origin(JsonFields json) throws IOException {
    return new ProvenanceRecord.Origin(
        json.text("route"),
        json.text("provider"),
        json.text("requestedModel"),
        json.text("targetModel"),
        json.optionalText("servedModel"));
  }

  private static ProvenanceRecord.Output output(JsonFields json) throws IOException {
    return new ProvenanceRecord.Output(
        json.text("modality"),
        json.text("mimeType"),
        json.number("sizeBytes"),
        json.optionalText("sha256Before"),
        json.text("sha256"));
  }

  private static ProvenanceRecord.Labels labels(JsonFields json) throws IOException {
    return new ProvenanceRecord.Labels(
        json.optionalText("produceId"),
        json.texts("jurisdictions"),
        json.text("policyVersion"),
        explicit(json.object("explicit")),
        implicit(json.object("implicit")),
        readback(json.object("readback")));
  }

  private static Optional<ExplicitLabel> explicit(@Nullable JsonFields json) throws IOException {
    if (json == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ExplicitLabel(
            json.text("kind"),
            json.text("text"),
            json.text("place"),
            json.optionalRatio("heightRatio"),
            json.optionalNumber("startMillis"),
            json.optionalNumber("durationMillis")));
  }

  private static Optional<ImplicitLabel> implicit(@Nullable JsonFields json) throws IOException {
    if (json == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ImplicitLabel(json.text("carrier"), json.text("aigc"), json.texts("notes")));
  }

  private static Optional<ProvenanceRecord.Readback> readback(@Nullable JsonFields json)
      throws IOException {
    return json == null
        ? Optional.empty()
        : Optional.of(new ProvenanceRecord.Readback(json.text("tool"), json.text("verdict")));
  }

  private static Optional<ProvenanceRecord.Unlabelled> unlabelled(@Nullable JsonFields json)
      throws IOException {
    if (json == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ProvenanceRecord.Unlabelled(
            json.text("agreement"),
            json.optionalText("acceptedAt").map(Instant::parse),
            json.text("requester"),
            json.text("reason")));
  }
}
