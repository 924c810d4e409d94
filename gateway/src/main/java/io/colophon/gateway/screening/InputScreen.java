package io.colophon.gateway.screening;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at all the words of one request: its messages, whoever says them, tool calls and results,
 * what a picture shall not show, and the words in its extensions. Not safe for use by several
 * threads.
 */
final class InputScreen {
  private static final int MAX_DEPTH = 32;

  private final List<TextRule> rules;
  private final Set<TextRule> matched = new LinkedHashSet<>();
  private boolean changed;
  private Optional<TextRule> refusedBy = Optional.empty();

  InputScreen(List<TextRule> rules) {
    this.rules = rules;
  }

  /** The request with what is to be masked masked; the same one if nothing is. */
  GenerationRequest look(GenerationRequest request) {
    List<Message> messages = new ArrayList<>(request.prompt().messages().size());
    for (Message message : request.prompt().messages()) {
      messages.add(new Message(message.role(), parts(message.parts())));
    }
    Map<String, Object> extensions = new LinkedHashMap<>();
    request.prompt().extensions().forEach((name, value) -> extensions.put(name, value(value, 0)));
    GenerationRequest looked = request;
    if (request instanceof GenerationRequest.Image image && image.negativePrompt().isPresent()) {
      looked = withNegative(image, text(image.negativePrompt().get()));
    }
    return changed
        ? looked.withPrompt(looked.prompt().withMessages(messages).withExtensions(extensions))
        : request;
  }

  Set<TextRule> matched() {
    return matched;
  }

  Optional<TextRule> refusedBy() {
    return refusedBy;
  }

  /** Characters of a request that there are to look at, about. */
  static long size(GenerationRequest request) {
    long size = 0;
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Text words) {
          size += words.text().length();
        } else if (part instanceof Part.ToolResult result) {
          size += result.contentJson().length();
        } else if (part instanceof Part.ToolCall call) {
          size += call.argumentsJson().length();
        }
      }
    }
    return size;
  }

  /**
   * Texts that follow each other are one to a model, so a match may begin in one and end in the
   * next.
   */
  private List<Part> parts(List<Part> parts) {
    List<Part> looked = new ArrayList<>(parts.size());
    TextScreen screen = null;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part instanceof Part.Text words) {
        screen = screen == null ? new TextScreen(rules, Integer.MAX_VALUE) : screen;
        boolean last = i + 1 == parts.size() || !(parts.get(i + 1) instanceof Part.Text);
        String passes = screen.accept(words.text());
        looked.add(new Part.Text(last ? passes + screen.end() : passes));
        if (last) {
          note(screen);
          screen = null;
        }
      } else if (part instanceof Part.ToolResult result) {
        looked.add(new Part.ToolResult(result.id(), jsonOrText(result.contentJson())));
      } else if (part instanceof Part.ToolCall call) {
        looked.add(new Part.ToolCall(call.id(), call.name(), jsonOrText(call.argumentsJson())));
      } else {
        looked.add(part);
      }
    }
    return looked;
  }

  private String jsonOrText(String content) {
    String begin = content.stripLeading();
    return begin.startsWith("{") || begin.startsWith("[")
        ? finish(TextScreen.ofJson(rules), content)
        : text(content);
  }

  private String text(String words) {
    return finish(new TextScreen(rules, Integer.MAX_VALUE), words);
  }

  private String finish(TextScreen screen, String words) {
    String passes = screen.accept(words) + screen.end();
    note(screen);
    return passes;
  }

  private void note(TextScreen screen) {
    matched.addAll(screen.matched());
    changed |= screen.hasChanged();
    if (refusedBy.isEmpty()) {
      refusedBy = screen.refusedBy();
    }
  }

  private Object value(Object value, int depth) {
    if (depth > MAX_DEPTH) {
      return value;
    }
    if (value instanceof String words) {
      return text(words);
    }
    if (value instanceof List<?> list) {
      List<Object> looked = new ArrayList<>(list.size());
      list.forEach(item -> looked.add(value(item, depth + 1)));
      return looked;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> looked = new LinkedHashMap<>();
      map.forEach((name, item) -> looked.put(name, value(item, depth + 1)));
      return looked;
    }
    return value;
  }

  private static GenerationRequest.Image withNegative(
      GenerationRequest.Image image, String negative) {
    return new GenerationRequest.Image(
        image.prompt(),
        image.size(),
        image.count(),
        image.format(),
        image.steps(),
        image.guidance(),
        image.seed(),
        Optional.of(negative),
        image.source(),
        image.mask(),
        image.strength(),
        image.controls());
  }
}
