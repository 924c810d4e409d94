package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.Dropped;
import io.colophon.provider.http.EventStreamReader;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MultipartBody;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Translation;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request to {@code /images/generations}, or with a source to {@code /images/edits}. Partial
 * images, where they are asked for by the extension {@code partial_images}, become progress: what
 * is not finished is not labelled, and nothing unlabelled leaves the gateway.
 */
final class ImageAttempt implements Attempt {
  private static final int MOST_BYTES = 256 * 1024 * 1024;

  private final OpenAiHost host;
  private final GenerationRequest.Image request;

  ImageAttempt(OpenAiHost host, GenerationRequest.Image request) {
    this.host = host;
    this.request = request;
  }

  @Override
  public void begin(Output out) {
    List<Translation> translations =
        Dropped.of(request, OpenAiCapabilities.IMAGE, OpenAiCapabilities.IMAGE_EXTENSIONS);
    ObjectNode fields = fields();
    boolean stream = fields.has("partial_images");
    int partials = fields.path("partial_images").asInt(0);
    if (stream) {
      fields.put("stream", true);
    }
    HttpCall call =
        request.source().isPresent()
            ? edit(request.source().get(), fields, out.options().generationId())
            : host.post("/images/generations").json(Json.write(fields));
    ImageReply reply = new ImageReply(out, request, translations, partials);
    if (stream) {
      out.open(
          call,
          new EventStreamReader(
              out,
              MOST_BYTES,
              event -> reply.event(event.data()),
              () -> out.fail(FailureKind.UNREACHABLE, "the stream ended before the picture")));
    } else {
      out.call(call, MOST_BYTES, answer -> reply.body(answer.json()));
    }
  }

  private ObjectNode fields() {
    ObjectNode fields = Json.object();
    fields.put("model", request.prompt().model().name());
    fields.put("prompt", request.prompt().userText());
    fields.put("n", request.count());
    request.size().ifPresent(size -> fields.put("size", size.width() + "x" + size.height()));
    request.format().ifPresent(type -> fields.put("output_format", subtype(type)));
    for (Map.Entry<String, Object> extension : request.prompt().extensions().entrySet()) {
      if (OpenAiCapabilities.IMAGE_EXTENSIONS.contains(extension.getKey())) {
        fields.set(extension.getKey(), Json.tree(extension.getValue()));
      }
    }
    return fields;
  }

  private HttpCall edit(Part.Media source, ObjectNode fields, String generationId) {
    MultipartBody form = MultipartBody.of(Boundary.of(generationId));
    fields.properties().forEach(field -> form.text(field.getKey(), field.getValue().asString()));
    form.file("image[]", "image." + subtype(source.mimeType()), source.mimeType(), source.bytes());
    request
        .mask()
        .ifPresent(
            mask ->
                form.file(
                    "mask", "mask." + subtype(mask.mimeType()), mask.mimeType(), mask.bytes()));
    return form.of(host.post("/images/edits"));
  }

  private static String subtype(String mimeType) {
    return mimeType.substring(mimeType.indexOf('/') + 1);
  }
}
