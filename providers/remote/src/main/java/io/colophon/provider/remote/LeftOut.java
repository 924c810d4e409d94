package io.colophon.provider.remote;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.List;

/** What of a request a plug-in will not use, by its own description. */
final class LeftOut {

  private LeftOut() {}

  static List<Translation> of(GenerationRequest request, Description plugin) {
    List<Translation> found = new ArrayList<>();
    for (String key : request.prompt().extensions().keySet()) {
      if (!plugin.extensions().contains(key)) {
        found.add(dropped("extensions." + Excerpt.of(key)));
      }
    }
    plugin
        .parameters(request.needs())
        .ifPresent(
            taken -> {
              for (Parameter set : Parameter.setOn(request)) {
                if (!taken.contains(set)) {
                  found.add(dropped(set.id()));
                }
              }
            });
    found.sort((a, b) -> a.parameter().compareTo(b.parameter()));
    return found;
  }

  private static Translation dropped(String parameter) {
    return new Translation(
        parameter, Translation.Change.DROPPED, "the plug-in has no such parameter");
  }
}
