package io.colophon.provider.spi;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What every generation has, whatever it puts out.
 *
 * @param model the model to use at this upstream
 * @param messages the input in order; never empty
 * @param adapters LoRA and the like, in the order in which they are applied; usually empty
 * @param extensions provider-specific parameters that the caller handed through: strings, numbers,
 *     booleans, lists and maps of these; keys that the plug-in does not know are reported as
 *     dropped in {@link GenerationEvent.Accepted#translations()}
 */
public record Prompt(
    TargetModel model,
    List<Message> messages,
    List<Adapter> adapters,
    Map<String, Object> extensions) {

  public Prompt {
    messages = List.copyOf(messages);
    adapters = List.copyOf(adapters);
    extensions = Map.copyOf(extensions);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a prompt needs at least one message");
    }
  }

  /** A prompt of one user message, without adapters or extensions. */
  public static Prompt of(TargetModel model, String text) {
    return new Prompt(model, List.of(Message.user(text)), List.of(), Map.of());
  }

  /** The same prompt for another model. */
  public Prompt withModel(TargetModel model) {
    return new Prompt(model, messages, adapters, extensions);
  }

  /** The same prompt with other messages. */
  public Prompt withMessages(List<Message> changed) {
    return new Prompt(model, changed, adapters, extensions);
  }

  /** The same prompt with other extensions. */
  public Prompt withExtensions(Map<String, Object> changed) {
    return new Prompt(model, messages, adapters, changed);
  }

  /** All text parts of user messages, joined by line feeds; empty when there are none. */
  public String userText() {
    return messages.stream()
        .filter(message -> message.role() == Message.Role.USER)
        .flatMap(message -> message.parts().stream())
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining("\n"));
  }
}
