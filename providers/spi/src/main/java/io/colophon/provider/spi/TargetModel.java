package io.colophon.provider.spi;

/**
 * The model name that we send to the upstream. It is not the name the caller asked for, nor
 * necessarily the one that the upstream says answered ({@link ServedModel}).
 *
 * @param name as the upstream knows it; never blank
 */
public record TargetModel(String name) {
  public TargetModel {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a target model needs a name");
    }
  }
}
