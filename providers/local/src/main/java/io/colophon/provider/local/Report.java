package io.colophon.provider.local;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.List;

/** Collects which parameters of one request are not taken as they are. Used by one thread. */
final class Report {
  private final List<Translation> translations = new ArrayList<>(0);

  /** Says that a parameter is left out, if the request has it. */
  void dropped(String parameter, boolean present, String reason) {
    if (present) {
      translations.add(new Translation(parameter, Translation.Change.DROPPED, reason));
    }
  }

  /** Says that another value is used. */
  void clamped(String parameter, Object asked, Object used) {
    translations.add(new Translation(parameter, Translation.Change.CLAMPED, asked + " -> " + used));
  }

  List<Translation> translations() {
    return List.copyOf(translations);
  }

  /** What is thrown where a value is out of its range. */
  static ProviderException invalid(String parameter, Object value, String expected) {
    return new ProviderException(
        FailureKind.INVALID_REQUEST, parameter + " is " + value + ", expected " + expected);
  }

  /** What is thrown where the model cannot do what a parameter asks. */
  static ProviderException unsupported(String parameter, Object value, String offered) {
    return new ProviderException(
        FailureKind.UNSUPPORTED, parameter + " " + value + " is not offered, but " + offered);
  }
}
