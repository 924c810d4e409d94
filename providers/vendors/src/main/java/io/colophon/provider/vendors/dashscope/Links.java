package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.vendors.pieces.Fields;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where the results of an answer lie; the links hold for 24 hours. */
final class Links {
  private Links() {}

  /**
   * Links in order, from whichever place the interface uses: {@code results[].url}, {@code
   * choices[].message.content[].image}, or {@code video_url}. Pictures that failed have none.
   */
  static List<String> of(JsonNode output) {
    List<String> links = new ArrayList<>();
    for (JsonNode result : output.path("results")) {
      add(links, Fields.text(result, "url"));
    }
    for (JsonNode choice : output.path("choices")) {
      for (JsonNode part : choice.path("message").path("content")) {
        add(links, Fields.text(part, "image"));
      }
    }
    add(links, Fields.text(output, "video_url"));
    return links;
  }

  private static void add(List<String> links, String link) {
    if (!link.isBlank()) {
      links.add(link);
    }
  }
}
