package io.colophon.metering.outbox;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A settled or corrected generation as a CloudEvent (CloudEvents 1.0.2, with its extensions
 * sequence and partitioning). Immutable.
 *
 * @param index position of the entry in the ledger, from 0
 * @param id usage id, a dot, revision: the same whenever the entry is sent again
 * @param source which gateway's ledger it is from, a URI reference; source and id are unique
 * @param type {@link #SETTLED} or {@link #CORRECTED}
 * @param subject the tenant; empty for an entry without one, which then has no subject
 * @param time when it was settled, or when the correction was booked
 * @param json the data: the entry as {@code usage-event.v1.schema.json} describes it
 */
public record UsageEvent(
    long index, String id, String source, String type, String subject, Instant time, String json) {
  /** Type of the first word on a generation, revision 0. */
  public static final String SETTLED = "io.colophon.usage.settled.v1";

  /** Type of a later word, revision 1 or more. */
  public static final String CORRECTED = "io.colophon.usage.corrected.v1";

  /** Media type of the data. */
  public static final String DATA_TYPE = "application/json";

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Makes the event of an entry; empty for an opened one, which says nothing yet.
   *
   * @param source a URI reference; not empty
   */
  public static Optional<UsageEvent> of(long index, LedgerEntry entry, String source) {
    if (entry instanceof SettledEntry settled) {
      return Optional.of(
          event(index, settled, 0, source, SETTLED, settled.time(), EventData.json(settled)));
    }
    if (entry instanceof CorrectionEntry correction) {
      return Optional.of(
          event(
              index,
              correction.corrected(),
              correction.revision(),
              source,
              CORRECTED,
              correction.time(),
              EventData.json(correction)));
    }
    return Optional.empty();
  }

  private static UsageEvent event(
      long index,
      SettledEntry entry,
      int revision,
      String source,
      String type,
      Instant time,
      String json) {
    OpenedEntry opened = entry.opened();
    return new UsageEvent(
        index,
        opened.usageId() + "." + revision,
        source,
        type,
        CloudEventText.allowed(opened.tenant()),
        time,
        json);
  }

  /**
   * The attributes by name, {@code data} apart, in the order in which they are written. {@code
   * sequence} orders the events of a source as text; {@code partitionkey} is the tenant, whose
   * events keep their order.
   */
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", id);
    attributes.put("source", source);
    attributes.put("type", type);
    if (!subject.isEmpty()) {
      attributes.put("subject", subject);
      attributes.put("partitionkey", subject);
    }
    attributes.put("time", time.toString());
    attributes.put("sequence", "%019d".formatted(index));
    attributes.put("datacontenttype", DATA_TYPE);
    return attributes;
  }

  /** The data in UTF-8. Half a surrogate pair, which upstreams do send, becomes a question mark. */
  public byte[] data() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** The whole event in the JSON event format, on one line, without its end. */
  public String toJson() {
    StringWriter text = new StringWriter(json.length() + 400);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      attributes().forEach(out::writeStringProperty);
      out.writeName("data").writeRawValue(json);
      out.writeEndObject();
    }
    return text.toString();
  }

  /** As JSON in UTF-8: what {@code application/cloudevents+json} asks for. */
  public byte[] structured() {
    return toJson().getBytes(StandardCharsets.UTF_8);
  }
}
