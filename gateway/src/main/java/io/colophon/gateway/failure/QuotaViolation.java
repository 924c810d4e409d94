package io.colophon.gateway.failure;

import io.colophon.gateway.standing.Standing;
import java.util.List;
import java.util.Map;

/**
 * The limit that refused a request.
 *
 * @param refusedBy how far that limit is used
 * @param counted what decided that it counts the request, for instance {@code key=bar}
 * @param description the limit, what is left and what was asked for; safe to show
 * @param never whether the request is larger than the limit, so that waiting does not help
 * @param all how far all limits are used that the request must pass
 */
public record QuotaViolation(
    Standing refusedBy,
    Map<String, String> counted,
    String description,
    boolean never,
    List<Standing> all) {
  public QuotaViolation {
    counted = Map.copyOf(counted);
    all = List.copyOf(all);
  }
}
