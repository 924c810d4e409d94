package io.colophon.export.kafka;

import io.colophon.metering.outbox.ExportException;
import io.colophon.metering.outbox.ExportSink;
import io.colophon.metering.outbox.KafkaSinkFactory;
import io.colophon.metering.outbox.KafkaSinkSettings;

/** What the service loader finds. */
public final class KafkaExports implements KafkaSinkFactory {

  @Override
  public ExportSink open(KafkaSinkSettings settings) throws ExportException {
    return KafkaSink.open(settings);
  }
}
