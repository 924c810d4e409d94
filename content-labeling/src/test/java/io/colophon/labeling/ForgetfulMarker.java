package io.colophon.labeling;

import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Says that it puts everything on a picture, and finds again less; tells of the mark first. */
final class ForgetfulMarker implements MediaMarker {
  private final boolean forgetsWords;
  private final boolean forgetsMark;
  private int calls;

  ForgetfulMarker(boolean forgetsWords, boolean forgetsMark) {
    this.forgetsWords = forgetsWords;
    this.forgetsMark = forgetsMark;
  }

  /** How often it has marked a picture. */
  int calls() {
    return calls;
  }

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/png");
  }

  @Override
  public boolean watermarks() {
    return true;
  }

  @Override
  public Marked mark(
      Path input,
      String mimeType,
      Optional<ShownLabel> shown,
      OptionalLong watermark,
      Path output,
      Scratch scratch)
      throws IOException {
    calls++;
    Files.copy(input, output, StandardCopyOption.REPLACE_EXISTING);
    return new Marked(
        shown.map(words -> ExplicitLabel.drawn(words.words(), "bottom-right", 0.05)),
        watermark,
        List.of());
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) {
    if (forgetsMark && marked.watermark().isPresent()) {
      return Optional.of("no watermark");
    }
    return forgetsWords && marked.explicit().isPresent()
        ? Optional.of("no words")
        : Optional.empty();
  }
}
