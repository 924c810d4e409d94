package io.colophon.metering.compute;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import java.time.Duration;
import java.util.Locale;

/**
 * What a request asked for, as far as computing depends on it. It stands in where the upstream
 * reports no counter of its own; a figure that rests on it says so.
 *
 * @param task what sort of work
 * @param width pixels; 0 when the request leaves it open
 * @param height pixels; 0 when the request leaves it open
 * @param count pictures or clips to make, texts to embed; 0 when unknown
 * @param steps sampling steps of one picture; 0 when the request leaves it open
 * @param guidance how strongly the prompt binds; NaN when the request leaves it open
 * @param strength share of the steps that are done on a given picture; NaN for a new picture
 * @param millis length of sound or film; 0 when the request leaves it open
 * @param framesPerSecond of a film; 0 when the request leaves it open
 * @param characters Unicode code points of the words to be spoken; 0 for every other task
 * @param wideScript whether those words are in a script with about one syllable for each character
 *     (Han, kana, Hangul): by the language tag, else by most of the words
 */
public record RunShape(
    Task task,
    int width,
    int height,
    int count,
    int steps,
    double guidance,
    double strength,
    long millis,
    int framesPerSecond,
    long characters,
    boolean wideScript) {

  /** Nobody knows what was asked for. */
  public static final RunShape UNKNOWN = of(Task.UNKNOWN, 0);

  private static final RunShape TEXT = of(Task.TEXT, 1);

  /** What sort of work a run is. */
  public enum Task {
    TEXT,
    EMBEDDING,
    IMAGE,
    VIDEO,
    SPEECH,
    MUSIC,
    SOUND,
    TRANSCRIPTION,
    UNKNOWN
  }

  private static RunShape of(Task task, int count) {
    return new RunShape(task, 0, 0, count, 0, Double.NaN, Double.NaN, 0, 0, 0, false);
  }

  /** What a request asks for. */
  public static RunShape of(GenerationRequest request) {
    if (request instanceof GenerationRequest.Image image) {
      return new RunShape(
          Task.IMAGE,
          image.size().map(PixelSize::width).orElse(0),
          image.size().map(PixelSize::height).orElse(0),
          image.count(),
          image.steps().orElse(0),
          image.guidance().orElse(Double.NaN),
          image.source().isPresent() ? image.strength().orElse(Double.NaN) : Double.NaN,
          0,
          0,
          0,
          false);
    }
    if (request instanceof GenerationRequest.Video video) {
      return new RunShape(
          Task.VIDEO,
          video.size().map(PixelSize::width).orElse(0),
          video.size().map(PixelSize::height).orElse(0),
          1,
          0,
          Double.NaN,
          Double.NaN,
          video.duration().map(Duration::toMillis).orElse(0L),
          video.framesPerSecond().orElse(0),
          0,
          false);
    }
    if (request instanceof GenerationRequest.Audio audio) {
      return ofAudio(audio);
    }
    return request instanceof GenerationRequest.Embedding embedding
        ? of(Task.EMBEDDING, embedding.prompt().messages().size())
        : TEXT;
  }

  private static RunShape ofAudio(GenerationRequest.Audio audio) {
    Task task = Task.valueOf(audio.kind().name());
    long characters = 0;
    long wide = 0;
    if (task == Task.SPEECH) {
      for (Message message : audio.prompt().messages()) {
        for (Part part : message.parts()) {
          if (part instanceof Part.Text text) {
            characters += text.text().codePointCount(0, text.text().length());
            wide += text.text().codePoints().filter(RunShape::isWide).count();
          }
        }
      }
    }
    return new RunShape(
        task,
        0,
        0,
        1,
        0,
        Double.NaN,
        Double.NaN,
        audio.duration().map(Duration::toMillis).orElse(0L),
        0,
        characters,
        audio.language().map(RunShape::isWide).orElse(2 * wide > characters));
  }

  private static boolean isWide(String languageTag) {
    String language = Locale.forLanguageTag(languageTag).getLanguage();
    return language.equals("zh") || language.equals("ja") || language.equals("ko");
  }

  private static boolean isWide(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
