package io.colophon.provider.local.image.prompt;

import io.colophon.provider.local.image.prompt.Lexicon.Meaning;
import io.colophon.provider.local.image.prompt.Tokens.Token;
import io.colophon.provider.local.image.raster.Colour;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins the words of a prompt: a count, colour or size belongs to the next thing named; a place
 * belongs to the thing just named in the same clause, or else to the next. For one prompt.
 */
final class PromptReader {
  /** More things than this are read over: nobody could find them in the picture. */
  private static final int MAX_SUBJECTS = 14;

  /** How many a plural without a number shows. */
  private static final int PLURAL = 3;

  private final List<Subject> subjects = new ArrayList<>();
  private final List<Colour> colours = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final EnumSet<Weather> weather = EnumSet.noneOf(Weather.class);
  private @Nullable TimeOfDay time;
  private @Nullable Season season;
  private StyleName style = StyleName.PLAIN;

  private int count;
  private int size;
  private @Nullable Colour colour;
  private Place place = Place.ANYWHERE;
  private boolean negated;
  private boolean linked;
  private int clauseStart;

  ScenePrompt read(String prompt) {
    for (Token token : Tokens.of(prompt, Lexicon.bundled())) {
      if (token.isBreak()) {
        endClause();
        continue;
      }
      if (!token.is("filler") && !token.is("count")) {
        words.add(token.text());
      }
      if (token.meanings().isEmpty()) {
        unknown.add(token.text());
      }
      linked |= token.text().equals("is") || token.text().equals("are") || token.text().equals("是");
      boolean wasNegated = negated;
      if (token.plural() && count == 0) {
        count = PLURAL;
      }
      token.meanings().forEach(this::take);
      if (wasNegated && !token.is("filler")) {
        negated = false;
      }
    }
    endClause();
    return new ScenePrompt(
        subjects,
        Optional.ofNullable(time),
        weather,
        Optional.ofNullable(season),
        style,
        colours,
        WordVector.of(words),
        unknown);
  }

  private void take(Meaning meaning) {
    String name = meaning.value().toUpperCase(Locale.ROOT);
    switch (meaning.category()) {
      case "subject" -> subject(SubjectKind.valueOf(name));
      case "colour" -> {
        keepColour();
        colour = Colour.hex(Integer.parseInt(meaning.value(), 16));
      }
      // "a flock" is many, but "two children" are two.
      case "count" -> count = count > 1 ? count : Integer.parseInt(meaning.value());
      case "size" -> size = meaning.value().equals("large") ? 1 : -1;
      case "place" -> place(Place.valueOf(name));
      case "negate" -> negated = true;
      case "time" -> time = negated ? time : TimeOfDay.valueOf(name);
      case "season" -> season = negated ? season : Season.valueOf(name);
      case "style" -> style = negated ? style : StyleName.valueOf(name);
      case "weather" -> {
        if (!negated) {
          weather.add(Weather.valueOf(name));
        }
      }
      case "filler" -> {}
      default -> throw new IllegalStateException("lexicon category " + meaning.category());
    }
  }

  private void subject(SubjectKind kind) {
    if (!negated && subjects.size() < MAX_SUBJECTS) {
      Subject named = new Subject(kind, count, Optional.ofNullable(colour), place, size);
      if (!subjects.contains(named)) {
        subjects.add(named);
      }
    }
    colour = null;
    count = 0;
    size = 0;
    place = Place.ANYWHERE;
  }

  private void place(Place said) {
    int last = subjects.size() - 1;
    if (last >= clauseStart && subjects.get(last).place() == Place.ANYWHERE) {
      subjects.set(last, subjects.get(last).at(said));
    } else {
      place = said;
    }
  }

  private void keepColour() {
    if (colour != null) {
      colours.add(colour);
    }
    colour = null;
  }

  private void endClause() {
    int last = subjects.size() - 1;
    if (colour != null && linked && last >= clauseStart && subjects.get(last).colour().isEmpty()) {
      subjects.set(last, subjects.get(last).coloured(colour));
      colour = null;
    }
    keepColour();
    count = 0;
    size = 0;
    place = Place.ANYWHERE;
    negated = false;
    linked = false;
    clauseStart = subjects.size();
  }
}
