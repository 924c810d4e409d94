package io.colophon.gateway.openai;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.fetch.Links;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.JsonIn;
import io.colophon.gateway.http.Multipart;
import io.colophon.gateway.http.Multipart.Field;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.wire.LabelingReader;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.Media;
import io.colophon.v1.Modality;
import io.colophon.v1.Role;
import io.colophon.v1.VideoParameters;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A film as asked for at {@code /v1/videos}; filled while a request is read. */
final class VideoOrder {
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_SECONDS = 3600;

  private final Map<String, Object> extensions = new HashMap<>(2);
  private String model = "";
  private String prompt = "";
  private Optional<PixelSize> size = Optional.empty();
  private OptionalInt seconds = OptionalInt.empty();
  private OptionalLong seed = OptionalLong.empty();
  private Part.@Nullable Media firstFrame;

  private VideoOrder() {}

  /** Reads a form. */
  static VideoOrder read(Multipart form) {
    VideoOrder order = new VideoOrder();
    for (Field field : form.fields()) {
      switch (field.name()) {
        case "model" -> order.model(field.text());
        case "prompt" -> order.prompt = field.text();
        case "size" -> order.size = Optional.of(ImageOrder.pixels("size", field.text()));
        case "seconds" -> order.seconds(field.text());
        case "seed" ->
            order.seed = OptionalLong.of(MediaFields.integer(field, 0, Integer.MAX_VALUE));
        case "input_reference" -> order.firstFrame = MediaFields.file(field, "image");
        case "input_reference[image_url]" -> order.firstFrame = link(field.text());
        default -> order.extensions.put(field.name(), field.text());
      }
    }
    return order.checked();
  }

  /** Reads JSON. */
  static VideoOrder read(ByteBuffer body) {
    return JsonIn.read(
        body,
        in -> {
          VideoOrder order = new VideoOrder();
          in.object(name -> order.field(in, name));
          return order.checked();
        });
  }

  private void field(JsonIn in, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "model" -> model(in.text());
      case "prompt" -> prompt = in.text();
      case "size" -> size = Optional.of(ImageOrder.pixels("size", in.text()));
      case "seconds" -> {
        if (in.isText()) {
          seconds(in.text());
        } else {
          seconds = OptionalInt.of(in.integer(1, LONGEST_SECONDS));
        }
      }
      case "seed" -> seed = OptionalLong.of(in.longInteger(0, Long.MAX_VALUE));
      case "input_reference" ->
          in.object(
              inner -> {
                if (inner.equals("image_url") && in.isText()) {
                  firstFrame = link(in.text());
                } else if (inner.equals("file_id") && !in.isNull()) {
                  throw in.refuse("this gateway keeps no files, expected image_url");
                } else {
                  in.skip();
                }
              });
      default -> extensions.put(name, in.value());
    }
  }

  private static Part.Media link(String url) {
    try {
      return Links.media(url);
    } catch (IllegalArgumentException unfit) {
      throw Refusal.invalid("input_reference", String.valueOf(unfit.getMessage()));
    }
  }

  private void model(String name) {
    if (name.length() > LONGEST_NAME) {
      throw Refusal.invalid(
          "model", name.length() + " characters, expected at most " + LONGEST_NAME);
    }
    model = name;
  }

  private void seconds(String text) {
    int value = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (value < 1 || value > LONGEST_SECONDS) {
      throw Refusal.invalid(
          "seconds",
          "\"" + Excerpt.of(text) + "\", expected a whole number from 1 to " + LONGEST_SECONDS);
    }
    seconds = OptionalInt.of(value);
  }

  private VideoOrder checked() {
    if (prompt.isBlank()) {
      throw Refusal.invalid("prompt", "missing or empty, expected a description");
    }
    return this;
  }

  String model() {
    return model;
  }

  /** What to generate, by which it is found out whether anybody can. */
  GenerationRequest.Video request() {
    return new GenerationRequest.Video(
        new Prompt(
            new TargetModel(model.isBlank() ? "default" : model),
            List.of(Message.user(prompt)),
            List.of(),
            extensions),
        size,
        seconds.isPresent()
            ? Optional.of(java.time.Duration.ofSeconds(seconds.getAsInt()))
            : Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        seed,
        Optional.ofNullable(firstFrame));
  }

  /** The same as a message, which is how jobs are kept. */
  GenerateRequest message(Received received, @Nullable String idempotencyKey) {
    VideoParameters.Builder video = VideoParameters.newBuilder();
    size.ifPresent(pixels -> video.setWidth(pixels.width()).setHeight(pixels.height()));
    seconds.ifPresent(
        length -> video.setDuration(Duration.newBuilder().setSeconds(length).build()));
    seed.ifPresent(video::setSeed);
    Part.Media frame = firstFrame;
    if (frame != null) {
      ByteString bytes = ByteString.copyFrom(frame.bytes().duplicate());
      video.setFirstFrame(
          Links.isLink(frame)
              ? Media.newBuilder().setUri(bytes.toStringUtf8())
              : Media.newBuilder().setMimeType(frame.mimeType()).setData(bytes));
    }
    GenerateRequest.Builder message =
        GenerateRequest.newBuilder()
            .setModel(model)
            .setOutputModality(Modality.MODALITY_VIDEO)
            .setVideo(video)
            .putAllMetadata(received.metadata())
            .setStrict(received.strict())
            .setEndUser(received.endUser().orElse(""))
            .setIdempotencyKey(idempotencyKey == null ? "" : idempotencyKey);
    message
        .addInputsBuilder()
        .setRole(Role.ROLE_USER)
        .addParts(io.colophon.v1.Part.newBuilder().setText(prompt));
    if (!received.labeling().isNone()) {
      message.setLabeling(LabelingReader.write(received.labeling()));
    }
    if (!extensions.isEmpty()) {
      Struct.Builder struct = Struct.newBuilder();
      extensions.forEach((name, value) -> struct.putFields(name, value(value)));
      message.setExtensions(struct);
    }
    return message.build();
  }

  private static Value value(Object value) {
    Value.Builder out = Value.newBuilder();
    if (value instanceof Map<?, ?> map) {
      Struct.Builder struct = Struct.newBuilder();
      map.forEach((key, item) -> struct.putFields(key.toString(), value(item)));
      return out.setStructValue(struct).build();
    }
    if (value instanceof List<?> list) {
      ListValue.Builder values = ListValue.newBuilder();
      list.forEach(item -> values.addValues(value(item)));
      return out.setListValue(values).build();
    }
    if (value instanceof Number number) {
      return out.setNumberValue(number.doubleValue()).build();
    }
    if (value instanceof Boolean truth) {
      return out.setBoolValue(truth).build();
    }
    return out.setStringValue(value.toString()).build();
  }
}
