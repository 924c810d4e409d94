package io.colophon.gateway.config;

import io.colophon.gateway.config.yaml.KeyPath;
import io.colophon.gateway.webhooks.WebhookSecret;
import io.colophon.metering.outbox.ExportPlaces;
import io.colophon.metering.outbox.KafkaSinkFactory;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks exports: names, one receiver each, addresses, keys, settings of Kafka that are ours. */
final class ExportChecks {
  /** "At least once, in order" rests on them. */
  private static final Set<String> OURS =
      Set.of(
          "bootstrap.servers",
          "acks",
          "enable.idempotence",
          "delivery.timeout.ms",
          "max.block.ms",
          "transactional.id",
          "key.serializer",
          "value.serializer");

  private final CrossCheck check;
  private final Map<String, String> seen = new HashMap<>();

  private ExportChecks(CrossCheck check) {
    this.check = check;
  }

  static void run(CrossCheck check) {
    ExportChecks checks = new ExportChecks(check);
    check.bound().each(ExportConfig.class, checks::export);
    check.bound().each(HttpExportConfig.class, checks::http);
    check.bound().each(KafkaExportConfig.class, checks::kafka);
  }

  private void export(String path, ExportConfig export) {
    if (!ExportPlaces.isName(export.name())) {
      check.refuse(
          path + ".name",
          check.shown(path + ".name", export.name())
              + "expected 1 to 64 of a-z 0-9 -, without a hyphen at the start");
    }
    String other = seen.putIfAbsent(export.name(), path);
    if (other != null) {
      check.refuse(
          path + ".name",
          check.shown(path + ".name", export.name())
              + "expected another name, "
              + other
              + " has it");
    }
    long sinks =
        Stream.of(export.file(), export.http(), export.kafka()).filter(o -> o.isPresent()).count();
    if (sinks != 1) {
      check.refuse(path, "has " + sinks + " of file, http and kafka, expected one of them");
    }
  }

  private void http(String path, HttpExportConfig http) {
    URI url = http.url();
    boolean tls = "https".equals(url.getScheme());
    if (!(tls || "http".equals(url.getScheme()))
        || url.getHost() == null
        || url.getUserInfo() != null) {
      check.refuse(
          path + ".url",
          check.shown(path + ".url", url)
              + "expected http or https, a host, and no user in it: authorization holds that");
    } else if (!tls && http.authorization().isPresent() && !isLoopback(url.getHost())) {
      check.warn(path + ".url", "sends authorization without TLS, where others may read it");
    }
    http.authorization().ifPresent(value -> header(path + ".authorization", value));
    http.secret().ifPresent(secret -> secret(path + ".secret", secret));
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private void header(String path, Secret value) {
    if (value.reveal().chars().anyMatch(c -> c < 0x20 || c > 0x7E)) {
      check.refuse(path, "value ***: expected printable ASCII on one line");
    }
  }

  private void secret(String path, Secret secret) {
    try {
      var unused = WebhookSecret.parse(secret.reveal());
    } catch (IllegalArgumentException wrong) {
      check.refuse(path, "value ***: " + wrong.getMessage());
    }
  }

  private void kafka(String path, KafkaExportConfig kafka) {
    if (KafkaSinkFactory.find().isEmpty()) {
      check.refuse(
          path,
          "nothing on the class path speaks Kafka: expected the module colophon-export-kafka");
    }
    if (kafka.servers().isEmpty()) {
      check.refuse(path + ".servers", "an empty list: expected host:port of at least one broker");
    }
    if (!kafka.topic().matches("[a-zA-Z0-9._-]{1,249}")
        || kafka.topic().equals(".")
        || kafka.topic().equals("..")) {
      check.refuse(
          path + ".topic",
          check.shown(path + ".topic", kafka.topic()) + "expected 1 to 249 of a-z A-Z 0-9 . _ -");
    }
    for (String key : kafka.properties().keySet()) {
      String at = KeyPath.child(path + ".properties", key);
      ours(at, key);
      String lower = key.toLowerCase(Locale.ROOT);
      if (lower.contains("password") || lower.contains("jaas") || lower.endsWith("keystore.key")) {
        check.refuse(at, "expected it under secrets, where it is hidden");
      }
    }
    for (String key : kafka.secrets().keySet()) {
      ours(KeyPath.child(path + ".secrets", key), key);
    }
  }

  private void ours(String path, String key) {
    if (OURS.contains(key)) {
      check.refuse(path, "name \"" + key + "\": is set by the gateway and cannot be changed");
    }
  }
}
