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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /v1/responses}. Used once. */
final class ResponsesRequestReader {
  private static final int MOST_ITEMS = 4096;

  private final JsonIn in;
  private final TextParameters text = new TextParameters();
  private @Nullable String instructions;

  private ResponsesRequestReader(JsonIn in) {
    this.in = in;
  }

  /**
   * Reads a request.
   *
   * @throws Refusal if it is none, naming the place
   */
  static ResponsesRequest read(ByteBuffer body) {
    return JsonIn.read(body, in -> new ResponsesRequestReader(in).read());
  }

  private ResponsesRequest read() {
    in.object(this::property);
    if (text.messages.isEmpty()) {
      throw Refusal.invalid("input", "none, expected a string or a list of items");
    }
    if (instructions != null) {
      text.messages.add(0, Message.of(Message.Role.SYSTEM, instructions));
    }
    return new ResponsesRequest(
        text.model == null ? "" : text.model,
        text.request("input"),
        text.stream,
        instructions,
        Optional.ofNullable(text.user));
  }

  private void property(String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "model" -> text.model(in);
      case "input" -> input();
      case "instructions" -> instructions = in.text();
      case "stream" -> text.stream = in.bool();
      case "temperature" -> text.temperature(in);
      case "top_p" -> text.topP(in);
      case "max_output_tokens" -> text.maxTokens(in);
      case "user" -> text.user(in);
      case "tools" -> in.array(this::tool);
      case "tool_choice" -> toolChoice();
      case "text" -> in.object(this::textField);
      case "reasoning" -> in.object(this::reasoningField);
      case "background" -> {
        if (in.bool()) {
          throw unsupported("background: expected false, a response is answered within its call");
        }
      }
      case "previous_response_id", "conversation" ->
          throw unsupported(
              name + ": this gateway keeps no conversations, expected all of it in input");
      case "prompt" -> throw unsupported("prompt: no stored prompts, expected input");
      case "store", "include", "stream_options", "truncation" -> in.skip();
      default -> text.unknown(in, name);
    }
  }

  private static Refusal unsupported(String what) {
    return Refusal.of(Reason.UNSUPPORTED, what);
  }

  private void textField(String name) {
    switch (name) {
      case "format" -> {
        if (!in.isNull()) {
          ResponseFormat format = ResponseFormat.read(in, "text.format");
          text.jsonSchema = format.schema();
          if (format.jsonObject()) {
            text.extension("response_format", "json_object");
          }
        }
      }
      case "verbosity" -> {
        if (!in.isNull()) {
          text.extension("verbosity", in.text());
        }
      }
      default -> in.skip();
    }
  }

  private void reasoningField(String name) {
    if (name.equals("effort") && !in.isNull()) {
      text.extension("reasoning_effort", in.text());
    } else {
      in.skip();
    }
  }

  // ---- tools

  /** The fields of a tool, in whatever order they come. */
  private static final class Tool {
    @Nullable String type;
    String name = "";
    String description = "";
    String parameters = ChatRequestReader.NO_PARAMETERS;
  }

  private void tool() {
    String place = in.path();
    Tool tool = new Tool();
    in.object(
        name -> {
          switch (in.isNull() ? "" : name) {
            case "type" -> tool.type = in.text();
            case "name" -> tool.name = in.text();
            case "description" -> tool.description = in.text();
            case "parameters" -> tool.parameters = in.rawObject();
            default -> in.skip();
          }
        });
    if (!"function".equals(tool.type)) {
      throw Refusal.invalid(
          place + ".type",
          "\""
              + Excerpt.of(String.valueOf(tool.type))
              + "\", expected function: this gateway runs no tools itself");
    }
    text.tool(in, tool.name, tool.description, tool.parameters);
  }

  /**
   * A name stands in an object of its own in chat completions, whose form is what plug-ins know.
   */
  private void toolChoice() {
    if (in.isText()) {
      text.extension("tool_choice", in.text());
      return;
    }
    Object value = in.value();
    if (value instanceof Map<?, ?> choice
        && "function".equals(choice.get("type"))
        && choice.get("name") instanceof String name) {
      text.extension("tool_choice", Map.of("type", "function", "function", Map.of("name", name)));
    } else {
      throw Refusal.invalid(
          "tool_choice", "expected none, auto, required or a function with its name");
    }
  }

  // ---- input

  private void input() {
    if (in.isText()) {
      text.messages.add(Message.user(in.text()));
      return;
    }
    in.array(
        () -> {
          if (text.messages.size() >= MOST_ITEMS) {
            throw in.refuse("more than " + MOST_ITEMS + " items, expected at most that");
          }
          item();
        });
  }

  /** The fields of an item, in whatever order they come. */
  private static final class Item {
    String type = "message";
    @Nullable String role;
    @Nullable String callId;
    @Nullable String name;
    String arguments = "{}";
    List<Part> content = List.of();
  }

  private void item() {
    String place = in.path();
    Item item = new Item();
    in.object(name -> itemField(item, name));
    switch (item.type) {
      case "message" -> message(item, place);
      case "function_call" -> {
        if (item.callId == null || item.name == null) {
          throw Refusal.invalid(place, "expected call_id and name of the function call");
        }
        toLastAnswer(new Part.ToolCall(item.callId, item.name, item.arguments));
      }
      case "function_call_output" -> {
        if (item.callId == null) {
          throw Refusal.invalid(place + ".call_id", "missing, expected that of a function call");
        }
        text.messages.add(
            new Message(
                Message.Role.TOOL,
                List.of(
                    new Part.ToolResult(
                        item.callId, ChatRequestReader.joined(item.content, place)))));
      }
      case "reasoning" -> {
        // What a model thought is its vendor's secret: it goes along in the original alone.
      }
      default ->
          throw Refusal.invalid(
              place + ".type",
              "\""
                  + Excerpt.of(item.type)
                  + "\", expected message, function_call or function_call_output");
    }
  }

  private void itemField(Item into, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "type" -> into.type = in.text();
      case "role" -> into.role = in.text();
      case "call_id" -> into.callId = in.text();
      case "name" -> into.name = in.text();
      case "arguments" -> into.arguments = in.text();
      case "content", "output" -> {
        if (into.type.equals("reasoning")) {
          in.skip();
        } else {
          into.content = ContentParts.read(in);
        }
      }
      default -> in.skip();
    }
  }

  private void message(Item item, String place) {
    Message.Role role =
        switch (String.valueOf(item.role)) {
          case "system", "developer" -> Message.Role.SYSTEM;
          case "user" -> Message.Role.USER;
          case "assistant" -> Message.Role.ASSISTANT;
          default ->
              throw Refusal.invalid(
                  place + ".role",
                  "\""
                      + Excerpt.of(String.valueOf(item.role))
                      + "\", expected system, developer, user or assistant");
        };
    if (item.content.isEmpty()) {
      throw Refusal.invalid(place + ".content", "nothing, expected a string or a list of parts");
    }
    text.messages.add(new Message(role, item.content));
  }

  /** Calls that were made in one turn belong to one message. */
  private void toLastAnswer(Part.ToolCall call) {
    int last = text.messages.size() - 1;
    if (last >= 0 && text.messages.get(last).role() == Message.Role.ASSISTANT) {
      List<Part> parts = new ArrayList<>(text.messages.get(last).parts());
      parts.add(call);
      text.messages.set(last, new Message(Message.Role.ASSISTANT, parts));
    } else {
      text.messages.add(new Message(Message.Role.ASSISTANT, List.of(call)));
    }
  }
}
