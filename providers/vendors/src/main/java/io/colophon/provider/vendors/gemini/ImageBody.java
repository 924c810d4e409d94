package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request for pictures as bodies of {@code generateContent}, one for each picture. */
final class ImageBody {
  // Above these, the next class of size is asked for; the smallest class is what models make
  // anyway.
  private static final int LONGEST_1K = 1536;
  private static final int LONGEST_2K = 3072;

  private ImageBody() {}

  static List<byte[]> write(GenerationRequest.Image request, List<Translation> translations) {
    ObjectNode body = Json.object();
    Contents.write(request.prompt().messages(), body);
    request
        .source()
        .ifPresent(
            source -> {
              ArrayNode turns = (ArrayNode) body.get("contents");
              Contents.inline(
                  source, turns.addObject().put("role", "user").putArray("parts").addObject());
            });
    Object safety = request.prompt().extensions().get("safety_settings");
    if (safety != null) {
      body.set("safetySettings", Json.tree(safety));
    }
    ObjectNode config = body.putObject("generationConfig");
    config.putArray("responseModalities").add("IMAGE");
    request.size().ifPresent(size -> shape(size, config, translations));
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < request.count(); i++) {
      if (request.seed().isPresent()) {
        long seed = request.seed().getAsLong() + i;
        config.put(
            "seed", TextBody.seed32(seed, "image.seed", i == 0 ? translations : new ArrayList<>()));
      }
      bodies.add(Json.write(body));
    }
    return bodies;
  }

  private static void shape(PixelSize size, ObjectNode config, List<Translation> translations) {
    ObjectNode image = config.putObject("imageConfig");
    String shape = Shapes.nearest(size, Shapes.PICTURES);
    image.put("aspectRatio", shape);
    int side = Math.max(size.width(), size.height());
    String taken = shape;
    if (side > LONGEST_1K) {
      String large = side > LONGEST_2K ? "4K" : "2K";
      image.put("imageSize", large);
      taken = shape + ", " + large;
    }
    translations.add(Shapes.translation("image.size", size, taken));
  }
}
