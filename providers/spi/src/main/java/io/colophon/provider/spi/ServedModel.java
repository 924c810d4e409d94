package io.colophon.provider.spi;

/**
 * The model name that the upstream says answered; often more precise than the {@link TargetModel},
 * for instance with a date.
 *
 * @param name as the upstream reports it; never blank
 */
public record ServedModel(String name) {
  public ServedModel {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a served model needs a name");
    }
  }
}
