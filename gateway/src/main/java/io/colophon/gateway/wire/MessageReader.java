package io.colophon.gateway.wire;

import io.colophon.gateway.fetch.DeclaredSize;
import io.colophon.gateway.fetch.Links;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.v1.Media;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads messages and their parts. */
final class MessageReader {
  private static final int MAX_MESSAGES = 4096;
  private static final int MAX_TEXT = 8 * 1024 * 1024;
  private static final Pattern MIME_TYPE = Pattern.compile("[a-z]+/[a-z0-9][a-z0-9.+-]{0,99}");

  private final Violations violations;

  MessageReader(Violations violations) {
    this.violations = violations;
  }

  List<Message> read(List<io.colophon.v1.Message> messages) {
    if (messages.size() > MAX_MESSAGES) {
      violations.add("inputs", messages.size() + " messages, expected at most " + MAX_MESSAGES);
      return List.of();
    }
    List<Message> read = new ArrayList<>(messages.size());
    boolean content = false;
    for (int i = 0; i < messages.size(); i++) {
      String field = "inputs[" + i + "]";
      List<Part> parts = parts(field, messages.get(i).getPartsList());
      if (parts.isEmpty()) {
        if (violations.isEmpty()) {
          violations.add(field + ".parts", "no part, expected at least one");
        }
        continue;
      }
      content |= parts.stream().anyMatch(MessageReader::saysSomething);
      read.add(new Message(role(messages.get(i)), parts));
    }
    if (!content && violations.isEmpty()) {
      violations.add("inputs", "the prompt is empty, expected words or media");
    }
    return read;
  }

  private static boolean saysSomething(Part part) {
    return !(part instanceof Part.Text text) || !text.text().isBlank();
  }

  private List<Part> parts(String field, List<io.colophon.v1.Part> parts) {
    List<Part> read = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      part(field + ".parts[" + i + "]", parts.get(i)).ifPresent(read::add);
    }
    return read;
  }

  private Optional<Part> part(String field, io.colophon.v1.Part part) {
    switch (part.getContentCase()) {
      case TEXT:
        violations.text(field + ".text", part.getText(), MAX_TEXT);
        return Optional.of(new Part.Text(part.getText()));
      case MEDIA:
        return media(field + ".media", part.getMedia()).map(media -> media);
      case TOOL_CALL:
        return Optional.of(
            new Part.ToolCall(
                part.getToolCall().getId(),
                part.getToolCall().getName(),
                part.getToolCall().getArgumentsJson()));
      case TOOL_RESULT:
        return Optional.of(
            new Part.ToolResult(
                part.getToolResult().getId(), part.getToolResult().getContentJson()));
      default:
        violations.add(field, "nothing set, expected text, media, tool_call or tool_result");
        return Optional.empty();
    }
  }

  /** Reads a media file; what is wrong with it is noted and gives empty. */
  Optional<Part.Media> media(String field, Media media) {
    if (media.getSourceCase() == Media.SourceCase.URI) {
      return link(field + ".uri", media.getUri());
    }
    if (media.getData().isEmpty()) {
      violations.add(field + ".data", "no bytes, expected a media file");
      return Optional.empty();
    }
    if (!MIME_TYPE.matcher(media.getMimeType()).matches()) {
      violations.add(
          field + ".mime_type",
          "\"" + Excerpt.of(media.getMimeType()) + "\", expected for instance \"image/png\"");
      return Optional.empty();
    }
    ByteBuffer bytes = media.getData().asReadOnlyByteBuffer();
    Optional<DeclaredSize> size = DeclaredSize.read(bytes);
    if (size.isPresent() && size.get().pixels() > DeclaredSize.MAX_PIXELS) {
      violations.add(
          field + ".data",
          "a picture of "
              + size.get().width()
              + "x"
              + size.get().height()
              + " pixels, expected at most "
              + DeclaredSize.MAX_PIXELS
              + " pixels");
      return Optional.empty();
    }
    return Optional.of(new Part.Media(media.getMimeType(), bytes));
  }

  /** A stand-in for a file that the pipeline fetches; what is wrong is noted and gives empty. */
  private Optional<Part.Media> link(String field, String url) {
    try {
      return Optional.of(Links.media(url));
    } catch (IllegalArgumentException unfit) {
      violations.add(field, String.valueOf(unfit.getMessage()));
      return Optional.empty();
    }
  }

  private static Message.Role role(io.colophon.v1.Message message) {
    return switch (message.getRole()) {
      case ROLE_SYSTEM -> Message.Role.SYSTEM;
      case ROLE_ASSISTANT -> Message.Role.ASSISTANT;
      case ROLE_TOOL -> Message.Role.TOOL;
      default -> Message.Role.USER;
    };
  }
}
