package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.Audience;
import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.routing.Target;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model is filed where its output is offered to the public. In mainland China that is so
 * by the Interim Measures for generative AI services of 2023-08-15: art. 17, and art. 22 for those
 * who offer an interface to others.
 */
public final class FilingFilter implements StandingFilter {
  private final Audience audience;
  private final String whose;

  /**
   * @param whose for people, for instance {@code the route}
   */
  public FilingFilter(Audience audience, String whose) {
    this.audience = audience;
    this.whose = whose;
  }

  @Override
  public @Nullable Exclusion excludes(Target target) {
    return switch (audience) {
      case PUBLIC_CN ->
          target
                  .facts()
                  .flatMap(ModelConfig::filing)
                  .filter(number -> !number.isBlank())
                  .isPresent()
              ? null
              : Exclusion.of(
                  FilterKind.FILING,
                  "model "
                      + target.model().name()
                      + " has no filing number, and "
                      + whose
                      + " serves the public in China");
    };
  }
}
