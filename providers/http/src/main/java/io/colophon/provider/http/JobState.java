package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** What a vendor says of a job; a closed set, whatever words the vendor has for it. */
public sealed interface JobState {

  /** It has not begun. */
  record Waiting() implements JobState {}

  /**
   * It is being done.
   *
   * @param fraction 0 to 1; empty when the vendor does not say
   */
  record Running(OptionalDouble fraction) implements JobState {}

  /**
   * It is done, and there is a result.
   *
   * @param answer what the vendor said
   */
  record Done(JsonNode answer) implements JobState {}

  /**
   * It is done, and the vendor's policy withholds the result.
   *
   * @param usage what it cost all the same
   */
  record Filtered(Usage usage) implements JobState {}

  /** It failed, or was cancelled by somebody else. */
  record Failed(ProviderException failure) implements JobState {}

  /**
   * The vendor uses a word that is not known here.
   *
   * @param word as the vendor says it
   */
  record Unknown(String word) implements JobState {}
}
