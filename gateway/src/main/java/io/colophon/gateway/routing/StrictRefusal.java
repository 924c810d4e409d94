package io.colophon.gateway.routing;

import io.colophon.gateway.failure.FieldViolation;
import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.spi.Translation;
import java.util.List;
import java.util.Locale;

/** What a caller is told who asked that nothing of his request be changed. */
public final class StrictRefusal {

  private StrictRefusal() {}

  /** Whether something is lost, rather than said in another way. */
  public static boolean appliesTo(List<Translation> translations) {
    return translations.stream().anyMatch(StrictRefusal::loses);
  }

  private static boolean loses(Translation translation) {
    return translation.change() != Translation.Change.RENAMED;
  }

  /**
   * INVALID_REQUEST that names every parameter.
   *
   * @param translations at least one that loses something
   */
  public static Refusal of(List<Translation> translations) {
    return Refusal.invalid(
        translations.stream()
            .filter(StrictRefusal::loses)
            .map(
                one ->
                    new FieldViolation(
                        one.parameter(),
                        "would be "
                            + one.change().name().toLowerCase(Locale.ROOT)
                            + ", and the request is strict: "
                            + one.detail()))
            .toList());
  }
}
