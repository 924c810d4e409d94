package io.colophon.examples;

import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.provider.http.Json;
import io.colophon.provider.testkit.InMemoryFactory;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.anthropic.AnthropicFactory;
import io.colophon.provider.vendors.openai.OpenAiFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A gateway for the vendors' own packages: some models answer from memory, so that their dialect is
 * another than the caller's; others are doubles of vendors, so that it is the same.
 *
 * @param gateway as it runs
 * @param vendor stands for the vendors
 * @param recording a WAV file to transcribe
 */
record SdkGateway(Gateway gateway, HttpDouble vendor, Path recording) implements AutoCloseable {
  private static final String CONFIG =
      """
      version: 1
      embedded: false
      server:
        drain-timeout: 2s
        grpc: "127.0.0.1:0"
        http: "127.0.0.1:0"
        admin-http: "127.0.0.1:0"
        admin-grpc: "127.0.0.1:0"
      providers:
        memory: { type: in-memory }
        stalling: { type: in-memory, stall-after: 2 }
        limited: { type: in-memory, failure: rate-limited, retry-after: 1s }
        vendor: { type: openai, preset: compatible, base-url: "%1$s" }
        claude: { type: anthropic, base-url: "%1$s" }
      routes:
        - match: { model: slow, modality: text }
          targets: [ { provider: stalling, model: memory-text } ]
        - match: { model: limited, modality: text }
          targets: [ { provider: limited, model: memory-text } ]
        - match: { model: chat, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
        - match: { model: paced, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
        - match: { model: relay, modality: text }
          targets: [ { provider: vendor, model: vendor-text } ]
        - match: { model: vectors, modality: text }
          targets: [ { provider: vendor, model: vendor-vectors } ]
        - match: { model: claude, modality: text }
          targets: [ { provider: claude, model: claude-text } ]
        - match: { model: image, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
        - match: { model: speech, modality: audio }
          targets: [ { provider: memory, model: memory-audio } ]
        - match: { model: transcript, modality: audio }
          targets: [ { provider: memory, model: memory-audio } ]
        - match: { model: video, modality: video }
          targets: [ { provider: memory, model: memory-video } ]
      limits:
        - { subject: global, match: { model: paced }, dimension: requests, amount: 30, per: minute, burst: 1 }
      labeling:
        - { jurisdictions: [cn, eu], producer: colophon-examples }
      """;

  static SdkGateway start(Path directory) throws IOException {
    HttpDouble vendor =
        HttpDouble.start()
            .on("POST", "/v1/chat/completions", SdkGateway::chat)
            .on("POST", "/v1/embeddings", SdkGateway::vectors)
            .on("POST", "/v1/messages", request -> messages());
    Path config =
        Files.writeString(directory.resolve("colophon.yaml"), CONFIG.formatted(vendor.uri("/v1")));
    ByteBuffer wav = SampleMedia.audio().bytes().duplicate();
    byte[] bytes = new byte[wav.remaining()];
    wav.get(bytes);
    Path recording = Files.write(directory.resolve("recording.wav"), bytes);
    return new SdkGateway(
        Gateway.start(
            GatewayOptions.embedded(directory.resolve("data")).withConfig(config),
            ProviderRegistry.of(
                List.of(new InMemoryFactory(), new OpenAiFactory(), new AnthropicFactory()))),
        vendor,
        recording);
  }

  /** A vector for each text that was sent. */
  private static Answer vectors(Request request) {
    StringBuilder data = new StringBuilder();
    int texts = Json.read(request.body()).path("input").size();
    for (int i = 0; i < texts; i++) {
      data.append(i == 0 ? "" : ",")
          .append("{\"index\":")
          .append(i)
          .append(",\"embedding\":\"AACAPwAAAEA=\"}");
    }
    return Answer.json(
        "{\"object\":\"list\",\"model\":\"vendor-vectors\",\"data\":["
            + data
            + "],\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}");
  }

  private static Answer chat(Request request) {
    if (!request.text().contains("\"stream\":true")) {
      return Answer.json(
          "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"created\":1790000000,\"model\":\"v\","
              + "\"vendor_field\":\"untouched\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
              + "\"assistant\",\"content\":\"From the vendor.\"},\"finish_reason\":\"stop\"}],"
              + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":4,\"total_tokens\":9}}");
    }
    return Answer.events(
        chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
        chunk("{\"content\":\"From the \"}", "null"),
        chunk("{\"content\":\"vendor.\"}", "null"),
        chunk("{}", "\"stop\""),
        "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
            + "\"model\":\"v\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,"
            + "\"completion_tokens\":4,\"total_tokens\":9}}\n\n",
        "data: [DONE]\n\n");
  }

  private static String chunk(String delta, String finish) {
    return "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
        + "\"model\":\"v\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]}\n\n";
  }

  private static Answer messages() {
    return Answer.events(
        "event: message_start\n"
            + "data:"
            + " {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-text\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":5,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":11,\"output_tokens\":1}}}\n\n",
        "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
            + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
            + "{\"type\":\"text_delta\",\"text\":\"A lake.\"}}\n\n",
        "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n",
        "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
            + "\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":3}}\n\n",
        "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  /** Without a path. */
  String address() {
    return "http://127.0.0.1:" + gateway.addresses().http();
  }

  @Override
  public void close() {
    gateway.close();
    vendor.close();
  }
}
