package io.colophon.export.kafka;

import io.colophon.metering.outbox.ExportException;
import io.colophon.metering.outbox.ExportSink;
import io.colophon.metering.outbox.KafkaSinkSettings;
import io.colophon.metering.outbox.UsageEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a topic in the binary content mode of the Kafka protocol binding of CloudEvents
 * 1.0.2: attributes in headers {@code ce_*}, so that routing needs no parsing, and the data alone
 * as the value. The key is the tenant, whose events therefore share a partition and keep their
 * order. The producer is idempotent and waits for all in-sync replicas.
 *
 * <p>After a failure the producer is thrown away, so that nothing of the failed batch arrives
 * behind its repetition but what is on the wire already.
 */
final class KafkaSink implements ExportSink {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final KafkaSinkSettings settings;
  private @Nullable Producer<String, byte[]> producer;

  private KafkaSink(KafkaSinkSettings settings) {
    this.settings = settings;
  }

  static KafkaSink open(KafkaSinkSettings settings) throws ExportException {
    KafkaSink sink = new KafkaSink(settings);
    sink.connect();
    return sink;
  }

  private Producer<String, byte[]> connect() throws ExportException {
    Producer<String, byte[]> open = producer;
    if (open != null) {
      return open;
    }
    try {
      open =
          new KafkaProducer<>(
              ProducerProperties.of(settings), new StringSerializer(), new ByteArraySerializer());
    } catch (KafkaException wrong) {
      Throwable cause = wrong.getCause();
      String why = ProducerProperties.masked(settings, cause == null ? wrong : cause);
      // A name that cannot be looked up now may be known later.
      throw why.contains("bootstrap") ? ExportException.again(why) : ExportException.refused(why);
    }
    producer = open;
    return open;
  }

  @Override
  public void send(List<UsageEvent> events) throws ExportException, InterruptedException {
    Producer<String, byte[]> open = connect();
    List<Future<RecordMetadata>> answers = new ArrayList<>(events.size());
    int taken = 0;
    try {
      for (UsageEvent event : events) {
        answers.add(open.send(EventRecord.of(settings.topic(), event)));
      }
      open.flush();
      for (Future<RecordMetadata> answer : answers) {
        answer.get();
        taken++;
      }
    } catch (ExecutionException failure) {
      throw failed(failure.getCause() == null ? failure : failure.getCause(), taken);
    } catch (InterruptException stop) {
      Thread.interrupted(); // it says so twice
      throw new InterruptedException("while sending to Kafka");
    } catch (KafkaException | IllegalStateException failure) {
      throw failed(failure, taken);
    }
  }

  private ExportException failed(Throwable failure, int taken) {
    String why = ProducerProperties.masked(settings, failure);
    if (failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException) {
      return ExportException.eventRefused(why).after(taken);
    }
    release(Duration.ZERO);
    boolean forGood =
        failure instanceof AuthenticationException
            || failure instanceof AuthorizationException
            || failure instanceof InvalidTopicException
            || failure instanceof UnsupportedVersionException;
    return (forGood ? ExportException.refused(why) : ExportException.again(why)).after(taken);
  }

  private void release(Duration patience) {
    Producer<String, byte[]> open = producer;
    producer = null;
    if (open != null) {
      open.close(patience);
    }
  }

  @Override
  public void close() {
    release(CLOSING);
  }
}
