package io.colophon.labeling.provenance;

import io.colophon.labeling.CredentialLabel;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import io.colophon.labeling.WatermarkLabel;
import io.colophon.labeling.fingerprint.Fingerprints;
import io.colophon.labeling.fingerprint.PictureCode;
import io.colophon.labeling.fingerprint.PictureHash;
import io.colophon.labeling.fingerprint.SoundCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote, in this or a later version. */
final class RecordReader {
  private RecordReader() {}

  static ProvenanceRecord read(ByteBuffer bytes) throws IOException {
    JsonFields json = JsonFields.parse(bytes);
    try {
      Optional<RoutingTerms> routing = RoutingJson.read(json.object("routing"));
      return new ProvenanceRecord(
          Instant.parse(json.text("time")),
          json.text("tenant"),
          json.text("generation"),
          Math.toIntExact(json.number("output")),
          origin(json),
          routing.flatMap(RoutingTerms::refusal).isPresent()
              ? ProvenanceRecord.Output.none(json.text("modality"))
              : output(json),
          labels(json),
          fingerprints(json.object("fingerprints")),
          unlabelled(json.object("unlabelled")),
          personal(json, "endUser"),
          routing);
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
        credentials(json.object("c2pa")),
        watermark(json.object("watermark")),
        json.texts("reasons"),
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

  private static Optional<CredentialLabel> credentials(@Nullable JsonFields json)
      throws IOException {
    if (json == null || json.optionalText("manifest").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CredentialLabel(
            json.text("manifest"),
            json.text("certificateSerial"),
            json.text("signer"),
            json.optionalText("stampedAt").map(Instant::parse),
            json.optionalText("parent")));
  }

  private static Optional<WatermarkLabel> watermark(@Nullable JsonFields json) throws IOException {
    return json == null
        ? Optional.empty()
        : Optional.of(
            new WatermarkLabel(
                json.text("algorithm"), HexFormat.fromHexDigitsToLong(json.text("payload"))));
  }

  private static Optional<Fingerprints> fingerprints(@Nullable JsonFields json) throws IOException {
    if (json == null) {
      return Optional.empty();
    }
    List<PictureCode> pictures = new ArrayList<>();
    for (JsonFields code : json.objects("pdq")) {
      pictures.add(
          new PictureCode(
              PictureHash.fromHex(code.text("hash")),
              Math.toIntExact(code.number("quality")),
              code.number("atMillis")));
    }
    return Optional.of(
        new Fingerprints(
            json.optionalText("samples"),
            pictures,
            json.optionalText("sound").map(SoundCode::fromBase64)));
  }

  private static Optional<ProvenanceRecord.Readback> readback(@Nullable JsonFields json)
      throws IOException {
    return json == null
        ? Optional.empty()
        : Optional.of(
            new ProvenanceRecord.Readback(
                json.text("tool"), json.text("verdict"), json.optionalRatio("watermarkScore")));
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
            personal(json, "requester")
                .orElseThrow(() -> new IOException("record has no \"requester\"")),
            json.text("reason"),
            personal(json, "deliveredTo")));
  }

  /** Version 1 kept values as they were; from version 2 on they are sealed. */
  private static Optional<Personal> personal(JsonFields json, String name) throws IOException {
    JsonFields sealed = json.object(name);
    return sealed == null
        ? json.optionalText(name).map(Personal::of)
        : Optional.of(new Personal.Sealed(Hash.fromHex(sealed.text("sealed"))));
  }
}
