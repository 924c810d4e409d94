package io.colophon.provider.http;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says which parameters of a request a vendor cannot take, so that none is lost in silence. */
public final class Dropped {
  private Dropped() {}

  /**
   * The translations of what is not passed on.
   *
   * @param takes parameters that the vendor has for this ability
   * @param extensions names of extensions that it understands
   * @return a list that the caller may add to
   */
  public static List<Translation> of(
      GenerationRequest request, Set<Parameter> takes, Set<String> extensions) {
    List<Translation> dropped = new ArrayList<>();
    for (Parameter parameter : Parameter.setOn(request)) {
      if (!takes.contains(parameter)) {
        dropped.add(
            new Translation(
                parameter.id(), Translation.Change.DROPPED, "the target has no such parameter"));
      }
    }
    for (String key : request.prompt().extensions().keySet()) {
      if (!extensions.contains(key)) {
        dropped.add(
            new Translation(
                "extensions." + key,
                Translation.Change.DROPPED,
                "the target has no such parameter"));
      }
    }
    return dropped;
  }
}
