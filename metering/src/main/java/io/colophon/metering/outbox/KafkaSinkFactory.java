package io.colophon.metering.outbox;

import java.util.Optional;
import java.util.ServiceLoader;

/** Opens sinks that speak Kafka. Found by {@link ServiceLoader}. */
public interface KafkaSinkFactory {

  /**
   * Opens a sink. Brokers need not answer yet.
   *
   * @throws ExportException if the settings are none that a producer takes
   */
  ExportSink open(KafkaSinkSettings settings) throws ExportException;

  /** The one on the class path; empty without the module {@code colophon-export-kafka}. */
  static Optional<KafkaSinkFactory> find() {
    return ServiceLoader.load(KafkaSinkFactory.class).findFirst();
  }
}
