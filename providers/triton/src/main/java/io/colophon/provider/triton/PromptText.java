package io.colophon.provider.triton;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Part;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The prompt as text, which is all that a tensor takes. One message stands as it is. For a text
 * model, several become a dialogue with the speakers' names, ending where the assistant is to go
 * on; a model with a chat template of its own applies it to this text.
 */
final class PromptText {

  private PromptText() {}

  /** One text; for vectors, one for each message. */
  static List<String> of(GenerationRequest request) {
    List<Message> messages = request.prompt().messages();
    if (request instanceof GenerationRequest.Embedding) {
      return messages.stream().map(PromptText::words).toList();
    }
    if (request.modality() != Modality.TEXT) {
      return List.of(request.prompt().userText());
    }
    if (messages.size() == 1) {
      return List.of(words(messages.get(0)));
    }
    return List.of(
        messages.stream()
                .map(message -> speaker(message.role()) + ": " + words(message) + "\n")
                .collect(Collectors.joining())
            + "Assistant:");
  }

  private static String words(Message message) {
    return message.parts().stream().map(PromptText::words).collect(Collectors.joining("\n"));
  }

  private static String words(Part part) {
    if (part instanceof Part.Text text) {
      return text.text();
    }
    if (part instanceof Part.ToolCall call) {
      return call.name() + call.argumentsJson();
    }
    return part instanceof Part.ToolResult result ? result.contentJson() : "";
  }

  private static String speaker(Message.Role role) {
    return switch (role) {
      case SYSTEM -> "System";
      case USER -> "User";
      case ASSISTANT -> "Assistant";
      case TOOL -> "Tool";
    };
  }

  /** Unicode code points of what is sent. */
  static long codePoints(GenerationRequest request) {
    return of(request).stream().mapToLong(text -> text.codePointCount(0, text.length())).sum();
  }
}
