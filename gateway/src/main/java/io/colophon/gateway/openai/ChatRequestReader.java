package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /v1/chat/completions}. Used once. */
final class ChatRequestReader {
  private static final int MOST_MESSAGES = 4096;
  static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

  private final JsonIn in;
  private final TextParameters text = new TextParameters();
  private boolean usageAsked;
  private boolean completionTokens;

  private ChatRequestReader(JsonIn in) {
    this.in = in;
  }

  /**
   * Reads a request.
   *
   * @throws Refusal if it is none, naming the place
   */
  static ChatRequest read(ByteBuffer body) {
    return JsonIn.read(body, in -> new ChatRequestReader(in).read());
  }

  private ChatRequest read() {
    in.object(this::property);
    return new ChatRequest(
        text.model == null ? "" : text.model,
        text.request("messages"),
        text.stream,
        usageAsked,
        Optional.ofNullable(text.user));
  }

  private void property(String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "model" -> text.model(in);
      case "messages" -> messages();
      case "stream" -> text.stream = in.bool();
      case "stream_options" -> in.object(this::streamOption);
      case "temperature" -> text.temperature(in);
      case "top_p" -> text.topP(in);
      case "max_completion_tokens" -> {
        completionTokens = true;
        text.maxTokens(in);
      }
      case "max_tokens" -> {
        if (completionTokens) {
          in.skip(); // the older name gives way
        } else {
          text.maxTokens(in);
        }
      }
      case "stop" -> text.stop(in);
      case "seed" -> text.seed(in);
      case "user" -> text.user(in);
      case "n" -> onlyOne();
      case "tools" -> in.array(this::tool);
      case "tool_choice", "logit_bias" -> text.extension(name, in.value());
      case "response_format" -> responseFormat();
      case "modalities" -> modalities();
      case "functions", "function_call" ->
          throw Refusal.of(
              Reason.UNSUPPORTED, name + ": given up by OpenAI, expected tools and tool_choice");
      default -> text.unknown(in, name);
    }
  }

  private void streamOption(String name) {
    if (name.equals("include_usage") && !in.isNull()) {
      usageAsked = in.bool();
    } else {
      in.skip();
    }
  }

  private void onlyOne() {
    int n = in.integer(1, 128);
    if (n != 1) {
      throw in.refuse(n + ", expected 1: this gateway labels and records one answer a request");
    }
  }

  private void modalities() {
    in.array(
        () -> {
          if (!in.text().equals("text")) {
            throw Refusal.of(
                Reason.UNSUPPORTED, "modalities: expected text alone, speech has its own path");
          }
        });
  }

  private void responseFormat() {
    String place = in.path();
    ResponseFormat format = ResponseFormat.read(in, place);
    text.jsonSchema = format.schema();
    if (format.jsonObject()) {
      text.extension("response_format", "json_object");
    }
  }

  // ---- tools

  private void tool() {
    String place = in.path();
    Tool tool = new Tool();
    in.object(name -> toolField(tool, name));
    if (!"function".equals(tool.type)) {
      throw Refusal.invalid(
          place + ".type", "\"" + Excerpt.of(String.valueOf(tool.type)) + "\", expected function");
    }
    text.tool(in, tool.name, tool.description, tool.parameters);
  }

  /** The fields of a tool, in whatever order they come. */
  private static final class Tool {
    @Nullable String type;
    String name = "";
    String description = "";
    String parameters = NO_PARAMETERS;
  }

  private void toolField(Tool into, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "type" -> into.type = in.text();
      case "function" -> in.object(inner -> toolField(into, inner));
      case "name" -> into.name = in.text();
      case "description" -> into.description = in.text();
      case "parameters" -> into.parameters = in.rawObject();
      default -> in.skip();
    }
  }

  // ---- messages

  private void messages() {
    if (!text.messages.isEmpty()) {
      throw in.refuse("it stands twice, expected once");
    }
    in.array(
        () -> {
          if (text.messages.size() >= MOST_MESSAGES) {
            throw in.refuse("more than " + MOST_MESSAGES + " messages, expected at most that");
          }
          message();
        });
  }

  /** The fields of a message, in whatever order they come. */
  private static final class Turn {
    @Nullable String role;
    @Nullable String toolCallId;
    List<Part> parts = List.of();
    final List<Part> calls = new ArrayList<>(0);
  }

  private void message() {
    String place = in.path();
    Turn turn = new Turn();
    in.object(name -> messageField(turn, name));
    if (turn.role == null) {
      throw Refusal.invalid(place + ".role", "missing, expected system, user, assistant or tool");
    }
    Message.Role role = role(turn.role, place);
    if (role == Message.Role.TOOL) {
      if (turn.toolCallId == null) {
        throw Refusal.invalid(place + ".tool_call_id", "missing, expected the id of a tool call");
      }
      text.messages.add(
          new Message(
              role, List.of(new Part.ToolResult(turn.toolCallId, joined(turn.parts, place)))));
      return;
    }
    List<Part> parts = turn.parts;
    if (!turn.calls.isEmpty()) {
      parts = new ArrayList<>(turn.parts);
      parts.removeIf(part -> part instanceof Part.Text said && said.text().isEmpty());
      parts.addAll(turn.calls);
    }
    if (parts.isEmpty()) {
      if (role != Message.Role.ASSISTANT) {
        throw Refusal.invalid(place + ".content", "nothing, expected a string or a list of parts");
      }
      parts = List.of(new Part.Text(""));
    }
    text.messages.add(new Message(role, parts));
  }

  private static Message.Role role(String role, String place) {
    return switch (role) {
      case "system", "developer" -> Message.Role.SYSTEM;
      case "user" -> Message.Role.USER;
      case "assistant" -> Message.Role.ASSISTANT;
      case "tool" -> Message.Role.TOOL;
      default ->
          throw Refusal.invalid(
              place + ".role",
              "\"" + Excerpt.of(role) + "\", expected system, developer, user, assistant or tool");
    };
  }

  /** What a tool answered: text alone. */
  static String joined(List<Part> parts, String place) {
    StringBuilder all = new StringBuilder();
    for (Part part : parts) {
      if (!(part instanceof Part.Text said)) {
        throw Refusal.invalid(place + ".content", "expected text alone in a tool's result");
      }
      all.append(said.text());
    }
    return all.toString();
  }

  private void messageField(Turn into, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "role" -> into.role = in.text();
      case "content" -> into.parts = ContentParts.read(in);
      case "tool_call_id" -> into.toolCallId = in.text();
      case "tool_calls" -> in.array(() -> into.calls.add(call()));
      default -> in.skip();
    }
  }

  private Part call() {
    String place = in.path();
    String[] fields = new String[3];
    in.object(name -> callField(fields, name));
    if (fields[0] == null || fields[1] == null) {
      throw Refusal.invalid(place, "expected id and function.name");
    }
    return new Part.ToolCall(fields[0], fields[1], fields[2] == null ? "{}" : fields[2]);
  }

  private void callField(String[] into, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "id" -> into[0] = in.text();
      case "function" -> in.object(inner -> callField(into, inner));
      case "name" -> into[1] = in.text();
      case "arguments" -> into[2] = in.text();
      default -> in.skip();
    }
  }
}
