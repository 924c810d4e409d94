package io.colophon.metering.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.RandomEntries;
import io.colophon.metering.ledger.SampleEntries;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class UsageEventTest {
  private static final String SOURCE = "/colophon/one";

  private static String resource(String name) throws IOException {
    try (InputStream in = UsageEvent.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The schema of CloudEvents 1.0 as its authors publish it. */
  private static Schema cloudEvents() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(resource("cloudevents.json"), InputFormat.JSON);
  }

  /** Our schema, with every member that it does not name forbidden. */
  private static Schema data() throws IOException {
    JsonNode schema = JsonMapper.shared().readTree(resource("usage-event.v1.schema.json"));
    forbidOthers(schema);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema.toString(), InputFormat.JSON);
  }

  private static void forbidOthers(JsonNode node) {
    node.forEach(UsageEventTest::forbidOthers);
    if (node instanceof ObjectNode object
        && object.path("type").asString("").equals("object")
        && object.has("properties")) {
      object.put("additionalProperties", false);
    }
  }

  private static UsageEvent event(long index, LedgerEntry entry) {
    return UsageEvent.of(index, entry, SOURCE).orElseThrow();
  }

  @Test
  void of_settled_saysWhoWhatAndWhen() {
    SettledEntry entry = SampleEntries.settled(SampleEntries.opened("01JUSAGE"));

    Map<String, String> attributes = event(41, entry).attributes();

    assertThat(attributes)
        .containsExactly(
            Map.entry("specversion", "1.0"),
            Map.entry("id", "01JUSAGE.0"),
            Map.entry("source", "/colophon/one"),
            Map.entry("type", "io.colophon.usage.settled.v1"),
            Map.entry("subject", "acme"),
            Map.entry("partitionkey", "acme"),
            Map.entry("time", "2026-11-22T08:00:01.623456789Z"),
            Map.entry("sequence", "0000000000000000041"),
            Map.entry("datacontenttype", "application/json"));
  }

  @Test
  void of_corrected_hasItsRevisionAndBookingTime() {
    SettledEntry entry = SampleEntries.settled(SampleEntries.opened("01JUSAGE"));
    UsageEvent event =
        event(7, new CorrectionEntry(3, SampleEntries.TIME.plusSeconds(60), "refund", entry));

    assertThat(event.id()).isEqualTo("01JUSAGE.3");
    assertThat(event.type()).isEqualTo("io.colophon.usage.corrected.v1");
    assertThat(event.time()).isEqualTo("2026-11-22T08:01:00.123456789Z");
    JsonNode data = JsonMapper.shared().readTree(event.data());
    assertThat(data.at("/correction/reason").asString()).isEqualTo("refund");
    assertThat(data.at("/correction/booked_at").asString())
        .isEqualTo("2026-11-22T08:01:00.123456789Z");
    assertThat(data.path("revision").asInt()).isEqualTo(3);
  }

  @Test
  void of_opened_isNoEvent() {
    assertThat(UsageEvent.of(0, SampleEntries.opened("a"), SOURCE)).isEqualTo(Optional.empty());
  }

  @Test
  void data_holdsUnitsAndProvenance() {
    JsonNode data =
        JsonMapper.shared()
            .readTree(event(0, SampleEntries.settled(SampleEntries.opened("a"))).data());

    assertThat(data.at("/usage/input_tokens/value").asLong()).isEqualTo(1_200);
    assertThat(data.at("/usage/input_tokens/source").asString()).isEqualTo("provider_final");
    assertThat(data.at("/usage/images").isMissingNode()).isTrue();
    assertThat(data.at("/figures/energy/unit").asString()).isEqualTo("kWh");
    assertThat(data.at("/figures/energy/best").asDouble()).isPositive();
    assertThat(data.at("/figures/energy/method").asString()).isNotEmpty();
    assertThat(data.at("/cost/nanos").asLong()).isEqualTo(180_000 + 204_000);
    assertThat(data.at("/cost/currency").asString()).isEqualTo("USD");
    assertThat(data.at("/attempts/0/outcome").asString()).isEqualTo("overloaded");
  }

  @Test
  void structured_anyEntry_fitsTheSchemaOfCloudEventsAndOurs() throws IOException {
    Schema cloudEvents = cloudEvents();
    Schema data = data();
    RandomEntries entries = new RandomEntries(new Random(20261122));
    int events = 0;
    while (events < 300) {
      Optional<UsageEvent> event = UsageEvent.of(events, entries.next(), SOURCE);
      if (event.isPresent()) {
        events++;
        String json = new String(event.get().structured(), StandardCharsets.UTF_8);
        assertThat(json).doesNotContain("\n");
        assertThat(cloudEvents.validate(json, InputFormat.JSON)).as(json).isEmpty();
        String payload = JsonMapper.shared().readTree(json).get("data").toString();
        assertThat(data.validate(payload, InputFormat.JSON)).as(json).isEmpty();
      }
    }
  }

  @Test
  void schemas_whatIsWrong_isRefused() throws IOException {
    assertThat(cloudEvents().validate("{\"specversion\":\"1.0\",\"id\":\"\"}", InputFormat.JSON))
        .isNotEmpty();
    assertThat(data().validate("{\"usage_id\":\"a\",\"more\":1}", InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void subject_charactersThatCloudEventsForbid_areReplaced() {
    SettledEntry entry =
        SampleEntries.settled(
            SampleEntries.opened("a", "ac\u0007me\ud83d\uffff生", "k", SampleEntries.TIME));

    assertThat(event(0, entry).subject()).isEqualTo("ac\ufffdme\ufffd\ufffd生");
  }
}
