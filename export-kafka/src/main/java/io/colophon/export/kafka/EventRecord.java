package io.colophon.export.kafka;

import io.colophon.metering.outbox.UsageEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** An event as a record: Kafka protocol binding of CloudEvents 1.0.2, section 3.2. */
final class EventRecord {
  private EventRecord() {}

  /** Leaves the record's time to Kafka: by the event's, retention would drop what is sent late. */
  static ProducerRecord<String, byte[]> of(String topic, UsageEvent event) {
    String key = event.subject().isEmpty() ? null : event.subject();
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, event.data());
    Headers headers = record.headers();
    event
        .attributes()
        .forEach(
            (name, value) ->
                headers.add(
                    name.equals("datacontenttype") ? "content-type" : "ce_" + name,
                    value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
