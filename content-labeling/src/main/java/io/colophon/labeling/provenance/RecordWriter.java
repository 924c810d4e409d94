package io.colophon.labeling.provenance;

import io.colophon.labeling.CredentialLabel;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import io.colophon.labeling.WatermarkLabel;
import io.colophon.labeling.fingerprint.Fingerprints;
import io.colophon.labeling.fingerprint.PictureCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Writes a record as one line of JSON: UTF-8, no spaces, keys in the order below, absent values
 * left out. These bytes are the leaf of the tree; they are stored and hashed as they are, never
 * written again.
 */
final class RecordWriter {
  static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();
  static final int VERSION = 2;
  private static final int TYPICAL_BYTES = 1024;

  private RecordWriter() {}

  /**
   * @throws IllegalArgumentException if a text is not Unicode (half a surrogate pair)
   */
  static ByteBuffer write(ProvenanceRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(record, json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("record cannot be written: " + e.getOriginalMessage(), e);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static void write(ProvenanceRecord record, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("v", VERSION);
    json.writeStringProperty("time", record.time().toString());
    json.writeStringProperty("tenant", record.tenant());
    json.writeStringProperty("generation", record.generationId());
    json.writeNumberProperty("output", record.outputIndex());
    write(record.origin(), json);
    write(record.output(), json);
    write(record.labels(), json);
    record.fingerprints().ifPresent(prints -> write(prints, json));
    record.unlabelled().ifPresent(decision -> write(decision, json));
    record.endUser().ifPresent(user -> write("endUser", user, json));
    record.routing().ifPresent(terms -> RoutingJson.write(terms, json));
    json.writeEndObject();
  }

  private static void write(ProvenanceRecord.Origin origin, JsonGenerator json) {
    json.writeStringProperty("route", origin.route());
    json.writeStringProperty("provider", origin.provider());
    json.writeStringProperty("requestedModel", origin.requestedModel());
    json.writeStringProperty("targetModel", origin.targetModel());
    origin.servedModel().ifPresent(model -> json.writeStringProperty("servedModel", model));
  }

  private static void write(ProvenanceRecord.Output output, JsonGenerator json) {
    json.writeStringProperty("modality", output.modality());
    if (output.isNone()) {
      return;
    }
    json.writeStringProperty("mimeType", output.mimeType());
    json.writeNumberProperty("sizeBytes", output.sizeBytes());
    output.sha256Before().ifPresent(hash -> json.writeStringProperty("sha256Before", hash));
    json.writeStringProperty("sha256", output.sha256());
  }

  private static void write(ProvenanceRecord.Labels labels, JsonGenerator json) {
    labels.produceId().ifPresent(id -> json.writeStringProperty("produceId", id));
    json.writeArrayPropertyStart("jurisdictions");
    labels.jurisdictions().forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("policyVersion", labels.policyVersion());
    labels.explicit().ifPresent(label -> write(label, json));
    labels.implicit().ifPresent(label -> write(label, json));
    labels.credentials().ifPresent(credentials -> write(credentials, json));
    labels.watermark().ifPresent(watermark -> write(watermark, json));
    if (!labels.reasons().isEmpty()) {
      json.writeArrayPropertyStart("reasons");
      labels.reasons().forEach(json::writeString);
      json.writeEndArray();
    }
    labels.readback().ifPresent(readback -> write(readback, json));
  }

  private static void write(CredentialLabel credentials, JsonGenerator json) {
    json.writeObjectPropertyStart("c2pa");
    json.writeStringProperty("manifest", credentials.manifest());
    json.writeStringProperty("certificateSerial", credentials.certificateSerial());
    json.writeStringProperty("signer", credentials.signer());
    credentials
        .stampedAt()
        .ifPresent(time -> json.writeStringProperty("stampedAt", time.toString()));
    credentials.parent().ifPresent(parent -> json.writeStringProperty("parent", parent));
    json.writeEndObject();
  }

  private static void write(WatermarkLabel watermark, JsonGenerator json) {
    json.writeObjectPropertyStart("watermark");
    json.writeStringProperty("algorithm", watermark.algorithm());
    json.writeStringProperty("payload", HexFormat.of().toHexDigits(watermark.payload()));
    json.writeEndObject();
  }

  private static void write(ProvenanceRecord.Readback readback, JsonGenerator json) {
    json.writeObjectPropertyStart("readback");
    json.writeStringProperty("tool", readback.tool());
    json.writeStringProperty("verdict", readback.verdict());
    readback.watermarkScore().ifPresent(score -> json.writeNumberProperty("watermarkScore", score));
    json.writeEndObject();
  }

  private static void write(Fingerprints prints, JsonGenerator json) {
    json.writeObjectPropertyStart("fingerprints");
    prints.samples().ifPresent(digits -> json.writeStringProperty("samples", digits));
    json.writeArrayPropertyStart("pdq");
    for (PictureCode code : prints.pictures()) {
      json.writeStartObject();
      json.writeStringProperty("hash", code.hash().toHex());
      json.writeNumberProperty("quality", code.quality());
      json.writeNumberProperty("atMillis", code.atMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
    prints.sound().ifPresent(code -> json.writeStringProperty("sound", code.toBase64()));
    json.writeEndObject();
  }

  private static void write(ExplicitLabel label, JsonGenerator json) {
    json.writeObjectPropertyStart("explicit");
    json.writeStringProperty("kind", label.kind());
    json.writeStringProperty("text", label.text());
    json.writeStringProperty("place", label.place());
    label.heightRatio().ifPresent(ratio -> json.writeNumberProperty("heightRatio", ratio));
    label.startMillis().ifPresent(millis -> json.writeNumberProperty("startMillis", millis));
    label.durationMillis().ifPresent(millis -> json.writeNumberProperty("durationMillis", millis));
    json.writeEndObject();
  }

  private static void write(ImplicitLabel label, JsonGenerator json) {
    json.writeObjectPropertyStart("implicit");
    json.writeStringProperty("carrier", label.carrier());
    json.writeStringProperty("aigc", label.aigcJson());
    json.writeArrayPropertyStart("notes");
    label.notes().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(ProvenanceRecord.Unlabelled decision, JsonGenerator json) {
    json.writeObjectPropertyStart("unlabelled");
    json.writeStringProperty("agreement", decision.agreement());
    decision
        .acceptedAt()
        .ifPresent(time -> json.writeStringProperty("acceptedAt", time.toString()));
    write("requester", decision.requester(), json);
    json.writeStringProperty("reason", decision.reason());
    decision.deliveredTo().ifPresent(person -> write("deliveredTo", person, json));
    json.writeEndObject();
  }

  /** A sealed value is an object, so that it is never taken for the value. */
  private static void write(String name, Personal person, JsonGenerator json) {
    if (person instanceof Personal.Sealed sealed) {
      json.writeObjectPropertyStart(name);
      json.writeStringProperty("sealed", sealed.commitment().toHex());
      json.writeEndObject();
    } else if (person instanceof Personal.Clear clear) {
      json.writeStringProperty(name, clear.value());
    }
  }
}
