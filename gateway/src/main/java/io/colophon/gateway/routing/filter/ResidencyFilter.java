package io.colophon.gateway.routing.filter;

import io.colophon.gateway.routing.Target;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target runs where requests may go. Never a weight: a target outside is passed over even
 * if it is the only one, and one of which nobody said where it runs is outside. Names are compared
 * whole: {@code eu-west-2}, which is London, is not in {@code eu}.
 */
public final class ResidencyFilter implements StandingFilter {
  private final List<String> regions;
  private final String whose;

  /**
   * @param regions in any case; none lets nothing through
   * @param whose for people, for instance {@code the tenant}
   */
  public ResidencyFilter(List<String> regions, String whose) {
    this.regions = regions.stream().map(region -> region.toLowerCase(Locale.ROOT)).toList();
    this.whose = whose;
  }

  /** In lower case. */
  public List<String> regions() {
    return regions;
  }

  @Override
  public @Nullable Exclusion excludes(Target target) {
    if (target.region().isPresent() && regions.contains(target.region().get())) {
      return null;
    }
    String where = String.join(", ", regions);
    return Exclusion.of(
        FilterKind.RESIDENCY,
        target
            .region()
            .map(region -> "region " + region + " is outside " + where)
            .orElse("its region is not known, expected " + where)
            .concat(", the residency of " + whose));
  }
}
