package io.colophon.gateway.anthropic;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.fetch.DeclaredSize;
import io.colophon.gateway.fetch.Links;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A content block while it is read: its fields come in any order. */
final class Block {
  private static final String MIME_TYPE = "[a-z]+/[a-z0-9][a-z0-9.+-]{0,99}";

  String type = "";
  String text = "";
  String id = "";
  String name = "";
  String input = "{}";
  String toolUseId = "";
  boolean isError;
  boolean hasText;
  private final List<Block> content = new ArrayList<>(0);
  private @Nullable Source source;

  /** Where the bytes of a picture or document are. */
  private static final class Source {
    String type = "";
    String mediaType = "";
    String data = "";
    String url = "";
  }

  /** Reads the object at hand. */
  static Block read(JsonIn in) {
    Block block = new Block();
    in.object(field -> block.field(in, field));
    if (block.type.isEmpty()) {
      throw in.refuse("a block without a type, expected for instance {\"type\":\"text\"}");
    }
    return block;
  }

  /** A list of blocks, or a string, which is one block of text. */
  static List<Block> readAll(JsonIn in) {
    List<Block> blocks = new ArrayList<>(4);
    if (in.isText()) {
      Block block = new Block();
      block.type = "text";
      block.text = in.text();
      block.hasText = true;
      blocks.add(block);
    } else {
      in.array(() -> blocks.add(read(in)));
    }
    return blocks;
  }

  private void field(JsonIn in, String field) {
    if (in.isNull()) {
      return;
    }
    switch (field) {
      case "type" -> type = in.text();
      case "text" -> {
        text = in.text();
        hasText = true;
      }
      case "id" -> id = in.text();
      case "name" -> name = in.text();
      case "input" -> input = in.rawObject();
      case "tool_use_id" -> toolUseId = in.text();
      case "is_error" -> isError = in.bool();
      case "content" -> content(in);
      case "source" -> source(in);
      default -> in.skip(); // cache_control, citations and the like stay in the original
    }
  }

  /** What a result of a server's tool holds is an object of its own kind: it is not read. */
  private void content(JsonIn in) {
    if (in.isText() || in.isArray()) {
      content.addAll(readAll(in));
    } else {
      in.skip();
    }
  }

  private void source(JsonIn in) {
    if (!in.isObject()) {
      in.skip(); // a search result names its source by a string
      return;
    }
    Source read = new Source();
    in.object(
        field -> {
          switch (in.isNull() ? "" : field) {
            case "type" -> read.type = in.text();
            case "media_type" -> read.mediaType = in.text();
            case "data" -> read.data = in.text();
            case "url" -> read.url = in.text();
            case "content" -> content(in);
            default -> in.skip();
          }
        });
    source = read;
  }

  /** The words of a tool's result, its blocks of text one after the other. */
  String resultText() {
    StringBuilder words = new StringBuilder();
    for (Block block : content) {
      if (block.hasText) {
        words.append(words.isEmpty() ? "" : "\n").append(block.text);
      }
    }
    return words.toString();
  }

  /** The pictures in a tool's result. */
  List<Part> resultMedia(JsonIn in) {
    List<Part> media = new ArrayList<>(0);
    for (Block block : content) {
      if (block.type.equals("image") || block.type.equals("document")) {
        block.media(in).ifPresent(media::add);
      }
    }
    return media;
  }

  /** The picture or document; empty when it is one that only Anthropic's file store knows. */
  Optional<Part> media(JsonIn in) {
    Source from = source;
    if (from == null) {
      throw in.refuse("a block of type " + type + " without a source, expected one");
    }
    try {
      return switch (from.type) {
        case "base64" -> Optional.of(decoded(from));
        case "url" -> Optional.of(Links.media(from.url));
        case "text" -> Optional.of(new Part.Text(from.data));
        case "content" -> Optional.of(new Part.Text(resultText()));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException unfit) {
      throw in.refuse(String.valueOf(unfit.getMessage()));
    }
  }

  private static Part.Media decoded(Source source) {
    if (!source.mediaType.matches(MIME_TYPE)) {
      throw new IllegalArgumentException("no media_type, expected for instance image/png");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(source.data);
    } catch (IllegalArgumentException broken) {
      throw new IllegalArgumentException("data that is not base64", broken);
    }
    if (bytes.length == 0) {
      throw new IllegalArgumentException("no data, expected a media file");
    }
    Optional<DeclaredSize> size = DeclaredSize.read(ByteBuffer.wrap(bytes));
    if (size.isPresent() && size.get().pixels() > DeclaredSize.MAX_PIXELS) {
      throw new IllegalArgumentException(
          "a picture of "
              + size.get().pixels()
              + " pixels, expected at most "
              + DeclaredSize.MAX_PIXELS);
    }
    return new Part.Media(source.mediaType, ByteBuffer.wrap(bytes));
  }

  /** A block of this kind where none may stand. */
  Refusal misplaced(JsonIn in, String role) {
    return in.refuse("a block of type " + type + " in a message of the " + role);
  }
}
