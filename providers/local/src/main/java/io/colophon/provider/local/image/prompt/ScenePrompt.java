package io.colophon.provider.local.image.prompt;

import io.colophon.provider.local.image.raster.Colour;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a prompt asks to see.
 *
 * @param subjects in the order of the prompt
 * @param time empty where the prompt does not say
 * @param weather all kinds it names; often none
 * @param season empty where the prompt does not say
 * @param colours colours that belong to no subject: they tint the whole
 * @param words all words that are not mere filler
 * @param unknown those of them with no meaning to us
 */
public record ScenePrompt(
    List<Subject> subjects,
    Optional<TimeOfDay> time,
    Set<Weather> weather,
    Optional<Season> season,
    StyleName style,
    List<Colour> colours,
    WordVector words,
    List<String> unknown) {

  public ScenePrompt {
    subjects = List.copyOf(subjects);
    weather = Set.copyOf(weather);
    colours = List.copyOf(colours);
    unknown = List.copyOf(unknown);
  }

  /** Reads a prompt in English, Chinese or both. */
  public static ScenePrompt read(String prompt) {
    return new PromptReader().read(prompt);
  }

  /** Whether there is anything to draw as a scene; otherwise it can only be a texture. */
  public boolean hasScene() {
    return !subjects.isEmpty() || time.isPresent() || season.isPresent() || !weather.isEmpty();
  }

  public boolean has(SubjectKind kind) {
    return subjects.stream().anyMatch(subject -> subject.kind() == kind);
  }

  /** The same without what {@code unwanted} names. */
  public ScenePrompt without(ScenePrompt unwanted) {
    List<Subject> kept = subjects.stream().filter(s -> !unwanted.has(s.kind())).toList();
    List<Weather> air = weather.stream().filter(w -> !unwanted.weather.contains(w)).toList();
    List<Colour> tints = colours.stream().filter(c -> !unwanted.colours.contains(c)).toList();
    return new ScenePrompt(
        kept,
        time.filter(t -> !unwanted.time.equals(Optional.of(t))),
        Set.copyOf(air),
        season.filter(s -> !unwanted.season.equals(Optional.of(s))),
        style,
        tints,
        words,
        unknown);
  }
}
