package io.colophon.export.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudevents.CloudEvent;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.outbox.ExportException;
import io.colophon.metering.outbox.ExportPlaces;
import io.colophon.metering.outbox.ExporterSpec;
import io.colophon.metering.outbox.ExporterStatus;
import io.colophon.metering.outbox.ExporterStatus.State;
import io.colophon.metering.outbox.Exporters;
import io.colophon.metering.outbox.KafkaSinkFactory;
import io.colophon.metering.outbox.KafkaSinkSettings;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.spi.Ticker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a real node of Kafka. */
class KafkaSinkTest {
  /** So long that a busy machine does not make a batch be sent again. */
  private static final Duration PATIENT = Duration.ofMinutes(2);

  private static KafkaNode node;

  @TempDir Path directory;
  private final Entries ledger = new Entries();

  @BeforeAll
  static void start() throws Exception {
    node = KafkaNode.start();
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static KafkaSinkSettings settings(String topic, Map<String, String> properties) {
    return new KafkaSinkSettings(
        "billing", List.of(node.servers().split(",")), topic, properties, Map.of(), PATIENT);
  }

  private static ExporterSpec spec(KafkaSinkSettings settings, int batch) {
    KafkaSinkFactory factory = KafkaSinkFactory.find().orElseThrow();
    return new ExporterSpec(
        "billing",
        "kafka",
        settings,
        "/colophon/one",
        tenant -> true,
        false,
        batch,
        () -> factory.open(settings));
  }

  private ExporterStatus export(ExporterSpec spec, Predicate<ExporterStatus> until)
      throws InterruptedException {
    Exporters exporters =
        Exporters.of(
            ledger, new ExportPlaces(directory), Clock.systemUTC(), Ticker.SYSTEM, new Random(1));
    exporters.apply(List.of(spec));
    try {
      return Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> exporters.status().get(0), until);
    } finally {
      exporters.close(Duration.ofSeconds(30));
    }
  }

  private static boolean done(ExporterStatus status) {
    return status.lag() == 0;
  }

  private static JsonNode data(ConsumerRecord<String, CloudEvent> record) {
    return JsonMapper.shared().readTree(record.value().getData().toBytes());
  }

  private static List<String> ids(List<ConsumerRecord<String, CloudEvent>> records) {
    return records.stream().map(record -> record.value().getId()).toList();
  }

  private static String header(ConsumerRecord<String, CloudEvent> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void send_events_areReadByTheOfficialDeserializer() throws Exception {
    node.createTopic("plain", 1, Map.of());
    ledger.correct(ledger.settle("01JA", "acme", 340), 1, 300);

    export(spec(settings("plain", Map.of()), 10), KafkaSinkTest::done);

    List<ConsumerRecord<String, CloudEvent>> records = TopicReader.readAll(node.servers(), "plain");
    assertThat(records)
        .extracting(record -> record.value().getId())
        .containsExactly("01JA.0", "01JA.1");
    ConsumerRecord<String, CloudEvent> first = records.get(0);
    CloudEvent event = first.value();
    assertThat(first.key()).isEqualTo("acme");
    assertThat(header(first, "content-type")).isEqualTo("application/json");
    assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
    assertThat(event.getType()).isEqualTo("io.colophon.usage.settled.v1");
    assertThat(event.getSource()).hasToString("/colophon/one");
    assertThat(event.getSubject()).isEqualTo("acme");
    assertThat(event.getTime().toInstant()).isEqualTo("2026-11-22T08:00:01Z");
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getExtension("partitionkey")).isEqualTo("acme");
    assertThat(event.getExtension("sequence")).isEqualTo("0000000000000000000");
    assertThat(data(first).at("/usage/output_tokens/value").asLong()).isEqualTo(340);
    assertThat(records.get(1).value().getType()).isEqualTo("io.colophon.usage.corrected.v1");
    assertThat(data(records.get(1)).at("/usage/output_tokens/value").asLong()).isEqualTo(300);
  }

  @Test
  void send_manyTenants_eachKeepsItsOrder() throws Exception {
    node.createTopic("tenants", 4, Map.of());
    IntStream.range(0, 1_000).forEach(i -> ledger.settle("u" + i, "tenant-" + i % 7, i));

    export(spec(settings("tenants", Map.of("compression.type", "gzip")), 100), KafkaSinkTest::done);

    Map<String, Long> last = new HashMap<>();
    List<ConsumerRecord<String, CloudEvent>> records =
        TopicReader.readAll(node.servers(), "tenants");
    assertThat(ids(records)).hasSize(1_000);
    for (ConsumerRecord<String, CloudEvent> record : records) {
      long tokens = data(record).at("/usage/output_tokens/value").asLong();
      assertThat(tokens).isGreaterThan(last.getOrDefault(record.key(), -1L));
      last.put(record.key(), tokens);
    }
    assertThat(last).hasSize(7);
  }

  @Test
  void send_killedBeforeThePlaceWasKept_highestRevisionIsRight() throws Exception {
    node.createTopic("repeated", 2, Map.of());
    for (int i = 0; i < 20; i++) {
      SettledEntry entry = ledger.settle("u" + i, "tenant-" + i % 3, 100);
      if (i % 2 == 0) {
        ledger.correct(entry, 1, 7);
      }
    }
    ExporterSpec spec = spec(settings("repeated", Map.of()), 8);
    export(spec, KafkaSinkTest::done);
    new ExportPlaces(directory).write("billing", 11);
    export(spec, KafkaSinkTest::done);

    List<ConsumerRecord<String, CloudEvent>> records =
        TopicReader.readAll(node.servers(), "repeated");
    assertThat(ids(records)).hasSize(30 + 19);
    Map<String, JsonNode> latest = new HashMap<>();
    Map<String, String> byId = new HashMap<>();
    for (ConsumerRecord<String, CloudEvent> record : records) {
      JsonNode data = data(record);
      String before = byId.put(record.value().getId(), data.toString());
      assertThat(before == null || before.equals(data.toString())).isTrue();
      latest.merge(
          data.path("usage_id").asString(),
          data,
          (a, b) -> b.path("revision").asInt() >= a.path("revision").asInt() ? b : a);
    }
    assertThat(byId).hasSize(30);
    assertThat(
            latest.values().stream()
                .mapToLong(data -> data.at("/usage/output_tokens/value").asLong())
                .sum())
        .isEqualTo(10 * 100 + 10 * 7);
  }

  @Test
  void send_eventTooLargeForTheBroker_isPassedOverAndTheRestGoes() throws Exception {
    node.createTopic("small", 1, Map.of());
    ledger.settle("a", "acme", 1);
    ledger.settleHuge("b", "acme");
    ledger.settle("c", "acme", 1);

    ExporterStatus status = export(spec(settings("small", Map.of()), 10), KafkaSinkTest::done);

    assertThat(status.refused()).isEqualTo(1);
    assertThat(TopicReader.readAll(node.servers(), "small"))
        .extracting(record -> record.value().getId())
        .contains("a.0", "c.0")
        .doesNotContain("b.0");
  }

  @Test
  void send_topicIsMissingThenMade_isTriedAgain() throws Exception {
    ledger.settle("a", "acme", 1);
    KafkaSinkSettings settings =
        new KafkaSinkSettings(
            "billing",
            List.of(node.servers().split(",")),
            "later",
            Map.of(),
            Map.of(),
            Duration.ofSeconds(1));
    ExporterStatus status =
        export(spec(settings, 10), s -> s.state() == State.RETRYING && s.problem() != null);
    assertThat(status.problem()).contains("later");
    node.createTopic("later", 1, Map.of());
    export(spec(settings, 10), KafkaSinkTest::done);
    assertThat(ids(TopicReader.readAll(node.servers(), "later"))).containsOnly("a.0");
  }

  @Test
  void send_brokerGoesAndComesBack_losesNothing() throws Exception {
    try (KafkaNode own = KafkaNode.start()) {
      own.createTopic("down", 1, Map.of());
      KafkaSinkSettings settings =
          new KafkaSinkSettings(
              "billing",
              List.of(own.servers().split(",")),
              "down",
              Map.of("reconnect.backoff.max.ms", "200"),
              Map.of(),
              Duration.ofSeconds(2));
      ledger.settle("a", "acme", 1);
      export(spec(settings, 10), KafkaSinkTest::done);
      own.stop();
      ledger.settle("b", "acme", 2);
      export(spec(settings, 10), status -> status.state() == State.RETRYING);
      own.startAgain();
      ledger.settle("c", "acme", 3);
      export(spec(settings, 10), KafkaSinkTest::done);
      assertThat(TopicReader.readAll(own.servers(), "down"))
          .extracting(record -> record.value().getId())
          .containsOnly("a.0", "b.0", "c.0"); // what was on the wire may be there twice
    }
  }

  @Test
  void open_settingsThatNoProducerTakes_areRefusedWithoutTheirSecrets() {
    KafkaSinkSettings settings =
        new KafkaSinkSettings(
            "billing",
            List.of(node.servers().split(",")),
            "plain",
            Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN"),
            Map.of("sasl.jaas.config", new Secret("no-module hunter2")),
            Duration.ofSeconds(5));
    ExportException failure =
        catchThrowableOfType(ExportException.class, () -> KafkaSink.open(settings));
    assertThat(failure.kind()).isEqualTo(ExportException.Kind.REFUSED);
    assertThat(failure).hasMessageNotContaining("hunter2");
  }
}
