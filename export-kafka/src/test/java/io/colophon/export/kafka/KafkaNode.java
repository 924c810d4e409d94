package io.colophon.export.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** One node of Kafka in this JVM, broker and controller. */
final class KafkaNode implements AutoCloseable {
  private final KafkaClusterTestKit kit;

  private KafkaNode(KafkaClusterTestKit kit) {
    this.kit = kit;
  }

  static KafkaNode start() throws Exception {
    KafkaClusterTestKit kit =
        new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    .build())
            .setConfigProp("auto.create.topics.enable", "false")
            .setConfigProp("offsets.topic.replication.factor", "1")
            .build();
    kit.format();
    kit.startup();
    kit.waitForReadyBrokers();
    return new KafkaNode(kit);
  }

  String servers() {
    return kit.bootstrapServers();
  }

  void createTopic(String name, int partitions, Map<String, String> settings) throws Exception {
    try (Admin admin = kit.admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
  }

  /** The broker goes away. */
  void stop() {
    kit.brokers().values().forEach(broker -> broker.shutdown());
  }

  /** And comes back, on the same port. */
  void startAgain() {
    kit.brokers().values().forEach(broker -> broker.startup());
  }

  @Override
  public void close() throws Exception {
    kit.close();
  }
}
