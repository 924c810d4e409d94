package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.fetch.Links;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a message holds: a string, or a list of typed parts. Chat completions and responses
 * have the same parts under other names; both are read.
 */
final class ContentParts {

  private ContentParts() {}

  /** The parts; of null none. */
  static List<Part> read(JsonIn in) {
    if (in.isText()) {
      return List.of(new Part.Text(in.text()));
    }
    if (in.isNull()) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>(2);
    in.array(() -> parts.add(part(in)));
    return parts;
  }

  /** The fields of a part, in whatever order they come. */
  private static final class Fields {
    @Nullable String type;
    @Nullable String text;
    @Nullable String url;
    @Nullable String data;
    @Nullable String format;
    boolean fileId;
  }

  private static Part part(JsonIn in) {
    String place = in.path();
    Fields fields = new Fields();
    in.object(name -> field(in, fields, name));
    if (fields.type == null) {
      throw Refusal.invalid(place + ".type", "missing, expected for instance text or image_url");
    }
    return switch (fields.type) {
      case "text", "input_text", "output_text", "refusal" ->
          new Part.Text(needed(fields.text, place + ".text"));
      case "image_url", "input_image", "file", "input_file" -> file(fields, place);
      case "input_audio" -> audio(fields, place);
      default ->
          throw Refusal.invalid(
              place + ".type",
              "\"" + Excerpt.of(fields.type) + "\", expected text, image_url, input_audio or file");
    };
  }

  private static void field(JsonIn in, Fields into, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "type" -> into.type = in.text();
      case "text", "refusal" -> into.text = in.text();
      case "image_url", "file", "input_audio" -> {
        if (in.isText()) {
          into.url = in.text();
        } else {
          in.object(inner -> field(in, into, inner));
        }
      }
      case "url", "file_data", "file_url" -> into.url = in.text();
      case "data" -> into.data = in.text();
      case "format" -> into.format = in.text();
      case "file_id" -> {
        into.fileId = true;
        in.skip();
      }
      default -> in.skip();
    }
  }

  private static String needed(@Nullable String value, String place) {
    if (value == null) {
      throw Refusal.invalid(place, "missing, expected a string");
    }
    return value;
  }

  private static Part file(Fields fields, String place) {
    if (fields.url == null && fields.fileId) {
      throw Refusal.invalid(
          place + ".file_id", "this gateway keeps no uploaded files, expected a URL or data");
    }
    try {
      return Links.media(needed(fields.url, place + ".url"));
    } catch (IllegalArgumentException refused) {
      throw Refusal.invalid(place + ".url", String.valueOf(refused.getMessage()));
    }
  }

  private static Part audio(Fields fields, String place) {
    String format = needed(fields.format, place + ".input_audio.format");
    String mimeType =
        switch (format) {
          case "wav" -> "audio/wav";
          case "mp3" -> "audio/mpeg";
          default ->
              throw Refusal.invalid(
                  place + ".input_audio.format",
                  "\"" + Excerpt.of(format) + "\", expected wav or mp3");
        };
    try {
      byte[] bytes = Base64.getDecoder().decode(needed(fields.data, place + ".input_audio.data"));
      return new Part.Media(mimeType, ByteBuffer.wrap(bytes));
    } catch (IllegalArgumentException broken) {
      throw Refusal.invalid(place + ".input_audio.data", "no base64, expected a recording");
    }
  }
}
