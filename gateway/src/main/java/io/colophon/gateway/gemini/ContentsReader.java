package io.colophon.gateway.gemini;

import io.colophon.gateway.fetch.DeclaredSize;
import io.colophon.gateway.fetch.Links;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads {@code contents} and {@code systemInstruction}. */
final class ContentsReader {
  private static final String MIME_TYPE = "[a-z]+/[a-z0-9][a-z0-9.+-]{0,99}";
  private static final int MOST_MESSAGES = 100_000;

  private final JsonIn in;
  private final Consumer<String> unread;
  private final List<Message> messages = new ArrayList<>();
  private final List<Part.ToolCall> open = new ArrayList<>(0); // calls without a result so far
  private int callsSeen;

  /**
   * @param unread is told of what our terms have no word for
   */
  ContentsReader(JsonIn in, Consumer<String> unread) {
    this.in = in;
    this.unread = unread;
  }

  List<Message> messages() {
    return messages;
  }

  /** One of {@code Content}, {@code [Content]}. */
  void contents() {
    if (in.isArray()) {
      in.array(this::content);
    } else {
      content();
    }
  }

  private void content() {
    if (messages.size() >= MOST_MESSAGES) {
      throw in.refuse("more than " + MOST_MESSAGES + " contents, expected at most that");
    }
    Content read = read();
    switch (read.role) {
      case "", "user", "function" -> user(read.parts);
      case "model" -> add(Message.Role.ASSISTANT, read.parts);
      default -> throw in.refuse("a role that is not known, expected \"user\" or \"model\"");
    }
  }

  /** The instructions: words only. */
  Optional<Message> system() {
    Content read = read();
    StringBuilder words = new StringBuilder();
    for (Part part : read.parts) {
      if (part instanceof Part.Text text) {
        words.append(words.isEmpty() ? "" : "\n").append(text.text());
      } else {
        throw in.refuse("a system instruction with something else than text");
      }
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(Message.of(Message.Role.SYSTEM, words.toString()));
  }

  private static final class Content {
    String role = "";
    final List<Part> parts = new ArrayList<>(2);
  }

  private Content read() {
    Content content = new Content();
    if (in.isText()) { // SDKs take a string for a content of one text
      content.parts.add(new Part.Text(in.text()));
      return content;
    }
    in.object(
        name -> {
          switch (in.isNull() ? "" : name) {
            case "role" -> content.role = in.text().toLowerCase(Locale.ROOT);
            case "parts" -> parts(content);
            default -> in.skip();
          }
        });
    return content;
  }

  private void parts(Content into) {
    if (in.isArray()) {
      in.array(() -> part(into));
    } else {
      part(into);
    }
  }

  private static final class Fields {
    String text = "";
    boolean hasText;
    boolean thought;
    String id = "";
    String name = "";
    String json = "{}";
    String kind = "";
    String mimeType = "";
    String data = "";
    String uri = "";
  }

  private void part(Content into) {
    Fields part = new Fields();
    in.object(name -> field(part, CamelCase.of(name)));
    switch (part.kind) {
      case "inlineData" -> into.parts.add(inline(part));
      case "fileData" -> file(part, into);
      case "functionCall" -> into.parts.add(call(part));
      case "functionResponse" -> into.parts.add(result(part));
      case "" -> {
        if (part.thought) {
          unread.accept("contents.parts.thought");
        } else if (part.hasText) {
          into.parts.add(new Part.Text(part.text));
        } else {
          throw in.refuse("a part with nothing in it, expected for instance {\"text\":\"...\"}");
        }
      }
      default -> unread.accept("contents.parts." + part.kind);
    }
  }

  private void field(Fields part, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "text" -> {
        part.text = in.text();
        part.hasText = true;
      }
      case "thought" -> part.thought = in.bool();
      case "inlineData", "fileData", "functionCall", "functionResponse" -> {
        part.kind = name;
        in.object(inner -> inner(part, CamelCase.of(inner)));
      }
      case "executableCode", "codeExecutionResult", "toolCall", "toolResponse" -> {
        part.kind = name;
        in.skip();
      }
      default -> in.skip(); // thoughtSignature, videoMetadata and the like stay in the original
    }
  }

  private void inner(Fields part, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "mimeType" -> part.mimeType = in.text();
      case "data" -> part.data = in.text();
      case "fileUri" -> part.uri = in.text();
      case "id" -> part.id = in.text();
      case "name" -> part.name = in.text();
      case "args", "response" -> part.json = in.rawObject();
      default -> in.skip();
    }
  }

  private Part inline(Fields part) {
    if (!part.mimeType.matches(MIME_TYPE)) {
      throw in.refuse("inlineData without a mimeType, expected for instance image/png");
    }
    byte[] bytes = decoded(part.data);
    Optional<DeclaredSize> size = DeclaredSize.read(ByteBuffer.wrap(bytes));
    if (size.isPresent() && size.get().pixels() > DeclaredSize.MAX_PIXELS) {
      throw in.refuse(
          "a picture of "
              + size.get().pixels()
              + " pixels, expected at most "
              + DeclaredSize.MAX_PIXELS);
    }
    return new Part.Media(part.mimeType, ByteBuffer.wrap(bytes));
  }

  private byte[] decoded(String data) {
    try {
      byte[] bytes =
          data.indexOf('-') < 0 && data.indexOf('_') < 0
              ? Base64.getDecoder().decode(data)
              : Base64.getUrlDecoder().decode(data);
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException broken) {
      throw in.refuse("inlineData whose data is not base64");
    }
    throw in.refuse("inlineData without data, expected a media file");
  }

  /** Only a link that anybody can follow; what lies in Google's file store stays there. */
  private void file(Fields part, Content into) {
    if (part.uri.contains("googleapis.com/") || part.uri.startsWith("gs:")) {
      unread.accept("contents.parts.fileData");
      return;
    }
    try {
      into.parts.add(Links.media(part.uri));
    } catch (IllegalArgumentException unfit) {
      throw in.refuse(String.valueOf(unfit.getMessage()));
    }
  }

  private Part call(Fields part) {
    if (part.name.isEmpty()) {
      throw in.refuse("a functionCall without a name, expected that of a function");
    }
    callsSeen++;
    Part.ToolCall call =
        new Part.ToolCall(part.id.isEmpty() ? "call_" + callsSeen : part.id, part.name, part.json);
    open.add(call);
    return call;
  }

  /** In this dialect a result may name its call by the function alone. */
  private Part result(Fields part) {
    for (Part.ToolCall call : open) {
      if (part.id.isEmpty() ? call.name().equals(part.name) : call.id().equals(part.id)) {
        open.remove(call);
        return new Part.ToolResult(call.id(), part.json);
      }
    }
    if (part.id.isEmpty()) {
      throw in.refuse("a functionResponse to no functionCall before it, expected one of that name");
    }
    return new Part.ToolResult(part.id, part.json);
  }

  /** A tool's result is a message of its own in our terms; order is kept. */
  private void user(List<Part> parts) {
    List<Part> said = new ArrayList<>(parts.size());
    for (Part part : parts) {
      if (part instanceof Part.ToolResult) {
        add(Message.Role.USER, said);
        said = new ArrayList<>(1);
        add(Message.Role.TOOL, List.of(part));
      } else {
        said.add(part);
      }
    }
    add(Message.Role.USER, said);
  }

  private void add(Message.Role role, List<Part> parts) {
    if (!parts.isEmpty()) {
      messages.add(new Message(role, parts));
    }
  }
}
