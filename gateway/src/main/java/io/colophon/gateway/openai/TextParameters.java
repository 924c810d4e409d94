package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What chat completions and responses have in common; filled while a request is read. */
final class TextParameters {
  private static final int MOST_STOP = 16;
  private static final int MOST_EXTENSIONS = 64;
  private static final int LONGEST_MODEL = 256;

  final List<Message> messages = new ArrayList<>();
  final List<GenerationRequest.Tool> tools = new ArrayList<>(0);
  private final Map<String, Object> extensions = new HashMap<>(4);
  private List<String> stop = List.of();
  private OptionalInt maxTokens = OptionalInt.empty();
  private OptionalDouble temperature = OptionalDouble.empty();
  private OptionalDouble topP = OptionalDouble.empty();
  private OptionalLong seed = OptionalLong.empty();
  @Nullable String jsonSchema;
  @Nullable String model;
  @Nullable String user;
  boolean stream;

  void model(JsonIn in) {
    if (model != null) {
      throw in.refuse("it stands twice, expected once");
    }
    String name = in.text();
    if (name.isBlank() || name.length() > LONGEST_MODEL) {
      throw in.refuse("\"" + Excerpt.of(name) + "\", expected the name of a model");
    }
    model = name;
  }

  void maxTokens(JsonIn in) {
    maxTokens = OptionalInt.of(in.integer(1, Integer.MAX_VALUE));
  }

  void temperature(JsonIn in) {
    temperature = OptionalDouble.of(in.number(0, 2));
  }

  void topP(JsonIn in) {
    double value = in.number(0, 1);
    if (value == 0) {
      throw in.refuse("0, expected a number above 0, at most 1");
    }
    topP = OptionalDouble.of(value);
  }

  void seed(JsonIn in) {
    seed = OptionalLong.of(in.longInteger(Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** A string, or a list of strings. */
  void stop(JsonIn in) {
    if (!in.isArray()) {
      stop = List.of(filled(in));
      return;
    }
    List<String> texts = new ArrayList<>(4);
    in.array(
        () -> {
          texts.add(filled(in));
          if (texts.size() > MOST_STOP) {
            throw in.refuse("more than " + MOST_STOP + " texts, expected at most that");
          }
        });
    stop = texts;
  }

  private static String filled(JsonIn in) {
    String text = in.text();
    if (text.isEmpty()) {
      throw in.refuse("an empty text, expected at least one character");
    }
    return text;
  }

  void user(JsonIn in) {
    String name = in.text();
    if (name.length() > LONGEST_MODEL) {
      throw in.refuse(name.length() + " characters, expected at most " + LONGEST_MODEL);
    }
    if (!name.isEmpty()) {
      user = name;
      extension("user", name);
    }
  }

  /** A parameter that the gateway has no word of its own for. */
  void extension(String name, Object value) {
    if (extensions.size() >= MOST_EXTENSIONS) {
      throw Refusal.of(
          Reason.INVALID_REQUEST, "more than " + MOST_EXTENSIONS + " parameters we do not know");
    }
    extensions.put(name, value);
  }

  /** A parameter that we do not know: simple values are handed on, others stay in the original. */
  void unknown(JsonIn in, String name) {
    if (in.isObject() || in.isArray()) {
      in.skip();
    } else {
      extension(name, in.value());
    }
  }

  /** One of the request's tools. */
  void tool(JsonIn in, String name, String description, String parameters) {
    if (name.isBlank() || tools.stream().anyMatch(other -> other.name().equals(name))) {
      throw in.refuse("\"" + Excerpt.of(name) + "\", expected a name that no other tool has");
    }
    tools.add(new GenerationRequest.Tool(name, description, parameters));
  }

  /** All of it. */
  GenerationRequest.Text request(String field) {
    if (messages.isEmpty()) {
      throw Refusal.invalid(field, "none, expected at least one");
    }
    if (!saysSomething()) {
      throw Refusal.invalid(field, "the prompt is empty, expected words or media");
    }
    return new GenerationRequest.Text(
        new Prompt(
            new TargetModel(model == null ? "default" : model), messages, List.of(), extensions),
        maxTokens,
        temperature,
        topP,
        stop,
        seed,
        Optional.ofNullable(jsonSchema),
        tools);
  }

  private boolean saysSomething() {
    for (Message message : messages) {
      for (Part part : message.parts()) {
        if (!(part instanceof Part.Text text) || !text.text().isBlank()) {
          return true;
        }
      }
    }
    return false;
  }
}
