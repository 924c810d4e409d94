package io.colophon.gateway.routing.filter;

import io.colophon.gateway.failure.FieldViolation;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.PixelSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a target's model takes the sizes, lengths and formats of a request, as it declares. */
public final class RangeFilter implements TargetFilter {

  @Override
  public @Nullable Exclusion excludes(Target target, RequestFacts asked) {
    if (target.description().isEmpty()) {
      return null;
    }
    List<FieldViolation> found = new ArrayList<>(0);
    check(target.description().get(), asked.request(), found);
    return found.isEmpty() ? null : Exclusion.of(FilterKind.RANGE, found);
  }

  private static void check(
      ModelDescription model, GenerationRequest request, List<FieldViolation> found) {
    ModelDescription.Limits limits = model.limits();
    limits
        .maxInputCharacters()
        .ifPresent(
            most -> {
              String text = request.prompt().userText();
              int characters = text.codePointCount(0, text.length());
              if (characters > most) {
                found.add(
                    new FieldViolation(
                        "inputs",
                        characters
                            + " characters, expected at most "
                            + most
                            + " for model "
                            + model.name()));
              }
            });
    if (request instanceof GenerationRequest.Image image) {
      size("image", model, image.size(), found);
      count(model, image.count(), found);
      format("image.format", model, image.format(), found);
    } else if (request instanceof GenerationRequest.Audio audio) {
      length("audio.duration", model, audio.duration(), found);
      format("audio.format", model, audio.format(), found);
    } else if (request instanceof GenerationRequest.Video video) {
      size("video", model, video.size(), found);
      length("video.duration", model, video.duration(), found);
      format("video.format", model, video.format(), found);
    }
  }

  private static void size(
      String field, ModelDescription model, Optional<PixelSize> size, List<FieldViolation> found) {
    size.ifPresent(
        s -> {
          side(field + ".width", model, s.width(), found);
          side(field + ".height", model, s.height(), found);
        });
  }

  private static void side(
      String field, ModelDescription model, int pixels, List<FieldViolation> found) {
    OptionalInt min = model.limits().minSide();
    OptionalInt max = model.limits().maxSide();
    if (pixels < min.orElse(1) || pixels > max.orElse(Integer.MAX_VALUE)) {
      String range = max.isPresent() ? " to " + max.getAsInt() : " or more";
      found.add(
          new FieldViolation(
              field, pixels + ", expected " + min.orElse(1) + range + " for " + model.name()));
    }
  }

  private static void count(ModelDescription model, int count, List<FieldViolation> found) {
    OptionalInt max = model.limits().maxCount();
    if (max.isPresent() && count > max.getAsInt()) {
      found.add(
          new FieldViolation(
              "image.count", count + ", expected 1 to " + max.getAsInt() + " for " + model.name()));
    }
  }

  private static void length(
      String field, ModelDescription model, Optional<Duration> length, List<FieldViolation> found) {
    OptionalInt max = model.limits().maxMillis();
    if (length.isPresent() && max.isPresent() && length.get().toMillis() > max.getAsInt()) {
      found.add(
          new FieldViolation(
              field,
              length.get().toMillis()
                  + " ms, expected at most "
                  + max.getAsInt()
                  + " ms for "
                  + model.name()));
    }
  }

  private static void format(
      String field, ModelDescription model, Optional<String> format, List<FieldViolation> found) {
    Set<String> offered = model.limits().mimeTypes();
    if (format.isPresent() && !offered.isEmpty() && !offered.contains(format.get())) {
      found.add(
          new FieldViolation(field, "\"" + format.get() + "\", expected " + describe(offered)));
    }
  }

  private static String describe(Set<String> names) {
    return names.isEmpty()
        ? "none"
        : "one of " + String.join(", ", names.stream().sorted().toList());
  }
}
