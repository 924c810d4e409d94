package io.colophon.gateway.routing;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a request a target will not take, as far as its plug-in has declared it. A plug-in that
 * has declared nothing for what the request needs is not judged; it says itself what it drops.
 */
final class Losses {

  private Losses() {}

  /**
   * @param declared what plug-ins of the provider's type can do at most
   * @param original dialect of the request's original, if it has one; a deployment that sends it on
   *     as it is loses nothing
   */
  static List<Translation> of(
      Provider provider,
      List<Capability> declared,
      GenerationRequest request,
      Optional<String> original) {
    if (original.isPresent() && provider.relays().contains(original.get())) {
      return List.of();
    }
    List<Translation> losses = new ArrayList<>(0);
    parameters(declared, request, losses);
    Set<String> taken = provider.extensions();
    for (String key : request.prompt().extensions().keySet()) {
      if (!taken.contains(key)) {
        losses.add(
            new Translation(
                "extensions." + key,
                Translation.Change.DROPPED,
                "the target has no such extension"));
      }
    }
    return losses;
  }

  private static void parameters(
      List<Capability> declared, GenerationRequest request, List<Translation> losses) {
    if (declared.isEmpty()) {
      return;
    }
    EnumSet<Parameter> taken = EnumSet.noneOf(Parameter.class);
    boolean judged = false;
    for (Capability capability : declared) {
      if (request.needs().contains(capability.ability())) {
        taken.addAll(capability.parameters());
        judged = true;
      }
    }
    if (!judged) {
      return;
    }
    for (Parameter parameter : Parameter.setOn(request)) {
      if (!taken.contains(parameter)) {
        losses.add(
            new Translation(
                parameter.id(), Translation.Change.DROPPED, "the target has no such parameter"));
      }
    }
  }
}
