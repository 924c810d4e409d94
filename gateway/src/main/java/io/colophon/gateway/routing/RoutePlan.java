package io.colophon.gateway.routing;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What routing decided for one generation.
 *
 * @param route the route that was taken
 * @param targets those that can serve the request, in the order in which they are to be tried;
 *     never empty
 */
public record RoutePlan(Route route, List<RankedTarget> targets) {
  public RoutePlan {
    targets = List.copyOf(targets);
  }

  /**
   * A target and why it stands where it does.
   *
   * @param reason for people, for instance {@code first of 2, ordered}
   * @param losses what of the request the target will not take, as far as is known before it is
   *     asked
   */
  public record RankedTarget(Target target, String reason, List<Translation> losses) {
    private static final String EXTENSION = "extensions.";

    public RankedTarget {
      losses = List.copyOf(losses);
    }

    /**
     * The request as it goes there: for its model, and without extensions that it does not take.
     */
    public GenerationRequest request(GenerationRequest asked) {
      GenerationRequest request = asked.withModel(target.model());
      if (losses.isEmpty() || asked.prompt().extensions().isEmpty()) {
        return request;
      }
      Map<String, Object> taken = new HashMap<>(request.prompt().extensions());
      for (Translation loss : losses) {
        if (loss.parameter().startsWith(EXTENSION)) {
          taken.remove(loss.parameter().substring(EXTENSION.length()));
        }
      }
      return request.withPrompt(request.prompt().withExtensions(taken));
    }
  }
}
