package io.colophon.gateway.anthropic;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /v1/messages}. What our terms have no word for becomes an extension
 * of the same name, so that it is either passed on or reported as dropped; in the original it stays
 * as it is.
 */
final class MessagesReader {
  private static final int LONGEST_NAME = 256;
  private static final int MOST_MESSAGES = 100_000; // as Anthropic documents
  private static final int MOST_STOP = 64;
  private static final int MOST_EXTENSIONS = 64;

  private final JsonIn in;
  private final boolean counting;
  private final List<Message> system = new ArrayList<>(1);
  private final List<Message> messages = new ArrayList<>();
  private final List<GenerationRequest.Tool> tools = new ArrayList<>(0);
  private final List<String> stop = new ArrayList<>(0);
  private final Map<String, Object> extensions = new HashMap<>(4);
  private OptionalInt maxTokens = OptionalInt.empty();
  private OptionalDouble temperature = OptionalDouble.empty();
  private OptionalDouble topP = OptionalDouble.empty();
  private @Nullable String schema;
  private @Nullable String model;
  private @Nullable String user;
  private boolean stream;

  private MessagesReader(JsonIn in, boolean counting) {
    this.in = in;
    this.counting = counting;
  }

  /**
   * @throws Refusal INVALID_REQUEST or MESSAGE_MALFORMED
   */
  static MessagesRequest read(ByteBuffer body) {
    return JsonIn.read(body, in -> new MessagesReader(in, false).request());
  }

  /** The same for {@code count_tokens}, where nothing is put out and {@code max_tokens} is not. */
  static MessagesRequest readForCount(ByteBuffer body) {
    return JsonIn.read(body, in -> new MessagesReader(in, true).request());
  }

  private MessagesRequest request() {
    in.object(this::field);
    if (model == null) {
      throw Refusal.invalid("model", "missing, expected the name of a model");
    }
    if (maxTokens.isEmpty() && !counting) {
      throw Refusal.invalid("max_tokens", "missing, expected a whole number of at least 1");
    }
    if (messages.isEmpty()) {
      throw Refusal.invalid("messages", "none, expected at least one");
    }
    List<Message> all = new ArrayList<>(system);
    all.addAll(messages);
    GenerationRequest.Text text =
        new GenerationRequest.Text(
            new Prompt(new TargetModel(model), all, List.of(), extensions),
            maxTokens,
            temperature,
            topP,
            stop,
            OptionalLong.empty(),
            Optional.ofNullable(schema),
            tools);
    return new MessagesRequest(model, text, stream, Optional.ofNullable(user));
  }

  private void field(String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "model" -> model = named();
      case "max_tokens" -> maxTokens = OptionalInt.of(in.integer(1, Integer.MAX_VALUE));
      case "messages" -> in.array(this::message);
      case "system" -> system();
      case "temperature" -> temperature = OptionalDouble.of(in.number(0, 1));
      case "top_p" -> topP = OptionalDouble.of(positive(in.number(0, 1)));
      case "stop_sequences" -> in.array(this::stopText);
      case "stream" -> stream = in.bool();
      case "tools" -> in.array(this::tool);
      case "tool_choice" -> toolChoice();
      case "metadata" -> in.object(this::metadata);
      case "output_config" -> in.object(this::outputConfig);
      case "cache_control" -> in.skip(); // a hint that changes no answer; stays in the original
      default -> extension(name, in.value()); // top_k, thinking, service_tier, container, ...
    }
  }

  private String named() {
    String name = in.text();
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw in.refuse("expected the name of a model, at most " + LONGEST_NAME + " characters");
    }
    return name;
  }

  private double positive(double value) {
    if (value == 0) {
      throw in.refuse("0, expected a number above 0, at most 1");
    }
    return value;
  }

  private void stopText() {
    String text = in.text();
    if (text.isEmpty() || stop.size() == MOST_STOP) {
      throw in.refuse("expected at most " + MOST_STOP + " texts, each of at least one character");
    }
    stop.add(text);
  }

  private void metadata(String name) {
    if (!name.equals("user_id") || in.isNull()) {
      in.skip();
      return;
    }
    String id = in.text();
    if (id.length() > LONGEST_NAME) {
      throw in.refuse(id.length() + " characters, expected at most " + LONGEST_NAME);
    }
    user = id.isEmpty() ? null : id;
  }

  private void outputConfig(String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "effort" -> extension("reasoning_effort", in.text());
      case "format" -> in.object(this::outputFormat);
      default -> extension("output_config." + name, in.value());
    }
  }

  private void outputFormat(String name) {
    if (name.equals("schema")) {
      schema = in.rawObject();
    } else {
      in.skip();
    }
  }

  // ---- messages

  private void system() {
    StringBuilder words = new StringBuilder();
    for (Block block : Block.readAll(in)) {
      if (!block.type.equals("text")) {
        throw block.misplaced(in, "system");
      }
      words.append(words.isEmpty() ? "" : "\n").append(block.text);
    }
    if (!words.isEmpty()) {
      system.add(Message.of(Message.Role.SYSTEM, words.toString()));
    }
  }

  /** Fields come in any order, so a message is made of what was read at its end. */
  private void message() {
    if (messages.size() >= MOST_MESSAGES) {
      throw in.refuse("more than " + MOST_MESSAGES + " messages, expected at most that");
    }
    String[] role = {""};
    List<Block> blocks = new ArrayList<>(2);
    in.object(
        name -> {
          switch (name) {
            case "role" -> role[0] = in.text();
            case "content" -> blocks.addAll(Block.readAll(in));
            default -> in.skip();
          }
        });
    switch (role[0]) {
      case "user" -> user(blocks);
      case "assistant" -> assistant(blocks);
      case "system" -> spoken(Message.Role.SYSTEM, blocks);
      default ->
          throw in.refuse("a message without a known role, expected \"user\" or \"assistant\"");
    }
  }

  private void spoken(Message.Role role, List<Block> blocks) {
    List<Part> parts = new ArrayList<>(blocks.size());
    for (Block block : blocks) {
      if (!block.type.equals("text")) {
        throw block.misplaced(in, "system");
      }
      parts.add(new Part.Text(block.text));
    }
    add(role, parts);
  }

  /** A tool's result is a message of its own in our terms; order is kept. */
  private void user(List<Block> blocks) {
    List<Part> parts = new ArrayList<>(blocks.size());
    for (Block block : blocks) {
      switch (block.type) {
        case "text" -> parts.add(new Part.Text(block.text));
        case "image", "document" -> media(block, parts);
        case "tool_result" -> {
          add(Message.Role.USER, parts);
          parts = new ArrayList<>(2);
          result(block);
          parts.addAll(block.resultMedia(in));
        }
        case "tool_use" -> throw block.misplaced(in, "user");
        default -> extension("content." + block.type, true);
      }
    }
    add(Message.Role.USER, parts);
  }

  private void media(Block block, List<Part> into) {
    Optional<Part> media = block.media(in);
    if (media.isPresent()) {
      into.add(media.get());
    } else {
      extension("content." + block.type + ".file", true);
    }
  }

  private void result(Block block) {
    if (block.toolUseId.isEmpty()) {
      throw in.refuse("a tool_result without tool_use_id, expected the id of a tool_use");
    }
    if (block.isError) {
      extension("content.tool_result.is_error", true);
    }
    add(Message.Role.TOOL, List.of(new Part.ToolResult(block.toolUseId, block.resultText())));
  }

  private void assistant(List<Block> blocks) {
    List<Part> parts = new ArrayList<>(blocks.size());
    for (Block block : blocks) {
      switch (block.type) {
        case "text" -> parts.add(new Part.Text(block.text));
        case "tool_use" -> {
          if (block.id.isEmpty() || block.name.isEmpty()) {
            throw in.refuse("a tool_use without id or name, expected both");
          }
          parts.add(new Part.ToolCall(block.id, block.name, block.input));
        }
        case "tool_result" -> throw block.misplaced(in, "assistant");
        // thinking, redacted_thinking, results of a server's tools: only their maker reads them
        default -> extension("content." + block.type, true);
      }
    }
    add(Message.Role.ASSISTANT, parts);
  }

  private void add(Message.Role role, List<Part> parts) {
    if (!parts.isEmpty()) {
      messages.add(new Message(role, parts));
    }
  }

  // ---- tools

  private void tool() {
    String[] read = {"", "", "", ""};
    in.object(
        field -> {
          switch (in.isNull() ? "" : field) {
            case "name" -> read[0] = in.text();
            case "description" -> read[1] = in.text();
            case "input_schema" -> read[2] = in.rawObject();
            case "type" -> read[3] = in.text();
            default -> in.skip(); // cache_control and the like stay in the original
          }
        });
    if (!read[3].isEmpty() && !read[3].equals("custom")) {
      extension("tools." + read[3], true); // a tool that the vendor runs
      return;
    }
    if (read[0].isBlank() || tools.stream().anyMatch(tool -> tool.name().equals(read[0]))) {
      throw in.refuse("a tool without a name of its own, expected one that no other tool has");
    }
    if (read[2].isEmpty()) {
      throw in.refuse("a tool without input_schema, expected a JSON schema");
    }
    tools.add(new GenerationRequest.Tool(read[0], read[1], read[2]));
  }

  /** As OpenAI's chat completions spell it, which vendors read. */
  private void toolChoice() {
    String[] read = {"", ""};
    in.object(
        field -> {
          switch (field) {
            case "type" -> read[0] = in.text();
            case "name" -> read[1] = in.text();
            case "disable_parallel_tool_use" -> extension("parallel_tool_calls", !in.bool());
            default -> in.skip();
          }
        });
    switch (read[0]) {
      case "auto" -> extension("tool_choice", "auto");
      case "any" -> extension("tool_choice", "required");
      case "none" -> extension("tool_choice", "none");
      case "tool" ->
          extension("tool_choice", Map.of("type", "function", "function", Map.of("name", read[1])));
      default -> throw in.refuse("expected a type of auto, any, none or tool");
    }
  }

  private void extension(String name, Object value) {
    if (extensions.size() >= MOST_EXTENSIONS) {
      throw in.refuse("more than " + MOST_EXTENSIONS + " parameters that we do not know");
    }
    extensions.put(name, value);
  }
}
