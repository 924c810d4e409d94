package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.StatedCount;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A list of {@code {modality, tokenCount}}: which part of a count is sound, pictures or film. What
 * is not listed is not reported. Several entries of one modality are added.
 */
record Modalities(
    @Nullable StatedCount audio, @Nullable StatedCount image, @Nullable StatedCount video) {

  /** The list, if there is one; else what an earlier chunk said. */
  static @Nullable Modalities later(JsonNode list, @Nullable Modalities before) {
    return list.isArray()
        ? new Modalities(of(list, "AUDIO"), of(list, "IMAGE"), of(list, "VIDEO"))
        : before;
  }

  private static @Nullable StatedCount of(JsonNode list, String modality) {
    StatedCount sum = null;
    for (JsonNode entry : list) {
      if (entry.path("modality").asString("").equals(modality)) {
        StatedCount one = StatedCount.read(entry.path("tokenCount"));
        sum = sum == null || one == null ? StatedCount.later(one, sum) : plus(sum, one);
      }
    }
    return sum;
  }

  private static StatedCount plus(StatedCount a, StatedCount b) {
    if (!a.isNumber() || !b.isNumber()) {
      return a.isNumber() ? b : a;
    }
    String found = a.isSound() ? b.found() : a.found();
    return new StatedCount(Math.min(StatedCount.MOST, a.value() + b.value()), found);
  }
}
