package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A host that answers as OpenAI's reference says: by what the request asks for. */
final class OpenAiDouble {
  private OpenAiDouble() {}

  static OpenAiConfig config(HttpDouble host) {
    return config(host.uri("/v1"), OpenAiConfig.TextApi.CHAT);
  }

  static OpenAiConfig config(URI address, OpenAiConfig.TextApi api) {
    return new OpenAiConfig(
        Preset.OPENAI,
        Optional.of(address),
        Optional.of(new Secret("sk-test")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        api,
        Optional.empty(),
        "alloy",
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        Optional.of(
            List.of(
                new OfferedModel(
                    "chat-model",
                    List.of(
                        Ability.TEXT,
                        Ability.TOOLS,
                        Ability.JSON_SCHEMA,
                        Ability.IMAGE_UNDERSTANDING,
                        Ability.EMBEDDING),
                    Optional.of(128_000)),
                new OfferedModel(
                    "image-model",
                    List.of(Ability.IMAGE, Ability.IMAGE_TO_IMAGE),
                    Optional.empty()),
                new OfferedModel(
                    "audio-model",
                    List.of(Ability.SPEECH, Ability.TRANSCRIPTION),
                    Optional.empty()))));
  }

  /** A chunk of a chat stream, as the reference prints it. */
  static String chunk(String choice) {
    return "data:"
        + " {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
        + "\"model\":\"chat-model-2026-08\",\"choices\":["
        + choice
        + "]}\n\n";
  }

  static Answer chat(Request request) {
    JsonNode asked = Json.read(request.body());
    List<String> events = new ArrayList<>();
    events.add(
        chunk(
            "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},"
                + "\"finish_reason\":null}"));
    String end = "stop";
    if (asked.has("tools")) {
      end = "tool_calls";
      events.add(
          chunk(
              "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_a\",\"type\":"
                  + "\"function\",\"function\":{\"name\":\"depth\",\"arguments\":\"{\\\"la\"}}]},"
                  + "\"finish_reason\":null}"));
      events.add(
          chunk(
              "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":"
                  + "{\"arguments\":\"ke\\\":\\\"Geneva\\\"}\"}}]},\"finish_reason\":null}"));
    } else if (asked.has("response_format")) {
      events.add(chunk("{\"index\":0,\"delta\":{\"content\":\"{\\\"lake\\\":1}\"}}"));
    } else {
      events.add(chunk("{\"index\":0,\"delta\":{\"content\":\"A calm \"},\"finish_reason\":null}"));
      events.add(chunk("{\"index\":0,\"delta\":{\"content\":\"lake.\"},\"finish_reason\":null}"));
    }
    events.add(chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"" + end + "\"}"));
    events.add(
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
            + "\"model\":\"chat-model-2026-08\",\"choices\":[],\"usage\":{\"prompt_tokens\":12,"
            + "\"completion_tokens\":7,\"total_tokens\":19,\"prompt_tokens_details\":"
            + "{\"cached_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0}}}\n\n");
    events.add("data: [DONE]\n\n");
    Answer answer = Answer.of(200).header("content-type", "text/event-stream").chunked();
    events.forEach(answer::write);
    return answer;
  }

  static Answer images(Request request) {
    return Answer.json(
        "{\"created\":1790000000,\"output_format\":\"png\",\"data\":[{\"b64_json\":\""
            + MediaText.base64(SampleMedia.image())
            + "\"}],\"usage\":{\"input_tokens\":11,\"output_tokens\":1056,\"total_tokens\":1067}}");
  }

  static Answer speech(Request request) {
    byte[] wav = new byte[SampleMedia.audio().bytes().remaining()];
    SampleMedia.audio().bytes().duplicate().get(wav);
    return Answer.bytes("audio/wav", wav).cutEvery(1_000);
  }

  static Answer transcript(Request request) {
    return Answer.events(
        "data: {\"type\":\"transcript.text.delta\",\"delta\":\"good \"}\n\n",
        "data: {\"type\":\"transcript.text.delta\",\"delta\":\"morning\"}\n\n",
        "data: {\"type\":\"transcript.text.done\",\"text\":\"good morning\",\"usage\":{\"type\":"
            + "\"tokens\",\"input_tokens\":14,\"output_tokens\":3}}\n\n");
  }

  static Answer embeddings(Request request) {
    JsonNode asked = Json.read(request.body());
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < asked.get("input").size(); i++) {
      data.append(i == 0 ? "" : ",")
          .append("{\"object\":\"embedding\",\"index\":")
          .append(i)
          .append(",\"embedding\":\"AACAPwAAAEA=\"}");
    }
    return Answer.json(
        "{\"object\":\"list\",\"data\":["
            + data
            + "],\"model\":\"chat-model\",\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
  }
}
