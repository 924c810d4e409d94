package io.colophon.gateway.exports;

import io.colophon.gateway.config.ExportConfig;
import io.colophon.gateway.config.ExportStart;
import io.colophon.gateway.config.FileExportConfig;
import io.colophon.gateway.config.HttpExportConfig;
import io.colophon.gateway.config.HttpExportMode;
import io.colophon.gateway.config.KafkaExportConfig;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.webhooks.WebhookSecret;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.outbox.ExportException;
import io.colophon.metering.outbox.ExportSink;
import io.colophon.metering.outbox.ExporterSpec;
import io.colophon.metering.outbox.FileSink;
import io.colophon.metering.outbox.FileSinkSettings;
import io.colophon.metering.outbox.HttpSink;
import io.colophon.metering.outbox.HttpSinkSettings;
import io.colophon.metering.outbox.KafkaSinkFactory;
import io.colophon.metering.outbox.KafkaSinkSettings;
import io.colophon.metering.outbox.RequestSigner;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Clock;

/**
 * From what an operator wrote to what an exporter is.
 *
 * @param source of events whose export names none
 * @param clock for names and ages of files, and the time of signatures
 */
record ExportSpecs(String source, Clock clock) {

  ExporterSpec of(ExportConfig config) {
    return new ExporterSpec(
        config.name(),
        kind(config),
        config,
        config.source().map(URI::toString).orElse(source),
        tenant -> wanted(config, tenant),
        config.from() == ExportStart.NOW,
        config.batch(),
        () -> open(config));
  }

  private static String kind(ExportConfig config) {
    return config.file().isPresent() ? "file" : config.http().isPresent() ? "http" : "kafka";
  }

  private static boolean wanted(ExportConfig config, String tenant) {
    return tenant.equals(OpenedEntry.PLATFORM_TENANT)
        ? config.platform()
        : NamePattern.anyMatches(config.tenants(), tenant);
  }

  private ExportSink open(ExportConfig config) throws ExportException {
    if (config.file().isPresent()) {
      return file(config.name(), config.file().get());
    }
    if (config.http().isPresent()) {
      return http(config.http().get());
    }
    if (config.kafka().isPresent()) {
      return kafka(config.name(), config.kafka().get());
    }
    throw ExportException.refused("none of file, http and kafka is configured");
  }

  private ExportSink file(String name, FileExportConfig config) throws ExportException {
    return FileSink.open(
        new FileSinkSettings(
            config.directory(), name, config.rotateSize().bytes(), config.rotateAfter()),
        clock);
  }

  private ExportSink http(HttpExportConfig config) {
    return new HttpSink(
        new HttpSinkSettings(
            config.url(),
            config.mode() == HttpExportMode.BATCH,
            config.authorization(),
            config.timeout()),
        config.secret().map(this::signer).orElse(RequestSigner.NONE),
        clock);
  }

  /** Signatures of webhooks, see {@code WebhookPost}. */
  private RequestSigner signer(Secret secret) {
    WebhookSecret key = WebhookSecret.parse(secret.reveal());
    return (id, body) -> key.headers(id, clock.instant(), body);
  }

  private static ExportSink kafka(String name, KafkaExportConfig config) throws ExportException {
    KafkaSinkFactory factory =
        KafkaSinkFactory.find()
            .orElseThrow(
                () -> ExportException.refused("the module colophon-export-kafka is missing"));
    return factory.open(
        new KafkaSinkSettings(
            name,
            config.servers().stream().map(Object::toString).toList(),
            config.topic(),
            config.properties(),
            config.secrets(),
            config.timeout()));
  }
}
