package io.colophon.labeling.video;

import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.codec.FilmReader;
import io.colophon.labeling.codec.Planes;
import io.colophon.labeling.container.MediaMarker.Marked;
import io.colophon.labeling.image.LabelMark;
import io.colophon.labeling.image.MarkCheck;
import io.colophon.labeling.watermark.Detection;
import io.colophon.labeling.watermark.FilmWatermark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a finished film and looks for words and watermark: every frame of the first two seconds,
 * and where the words stay for the whole length, frames in the middle and at the end.
 */
final class FilmCheck {
  /** GB 45438-2025 clause 5.4. */
  private static final double WORDS_SECONDS = 2.0;

  /** The detector adds frames up; a few a second over some seconds do best. */
  private static final double MARK_SECONDS = 5.0;

  private static final double MARK_STEP = 0.4;

  private final Optional<ShownLabel> shown;
  private final Marked marked;
  private final FilmWatermark watermark;
  private FilmWatermark.@Nullable Detector detector;
  private @Nullable LabelMark mark;
  private Optional<String> problem = Optional.empty();
  private int frames;
  private double nextMark;

  FilmCheck(Marked marked, FilmWatermark watermark) {
    this.marked = marked;
    this.shown = marked.explicit().map(Overlay::shown);
    this.watermark = watermark;
  }

  /** What is wrong; empty when all is there. */
  Optional<String> missing(Path film) throws IOException {
    try (FilmReader reader = FilmReader.open(film)) {
      reader.pictures(this::start);
      if (frames == 0) {
        return Optional.of("no frame in the film");
      }
      if (problem.isEmpty() && shown.isPresent() && shown.get().wholeLength()) {
        double length = marked.explicit().orElseThrow().durationMillis().orElse(0) / 1000.0;
        later(reader, length / 2);
        // The last frame may be found a little before what rounding makes of its time.
        later(reader, Math.max(0, length - 0.005));
      }
    }
    return problem.isPresent() ? problem : unmarked();
  }

  private boolean start(Planes frame, double seconds) {
    frames++;
    if (shown.isPresent() && seconds <= WORDS_SECONDS) {
      words(frame, seconds);
    }
    if (marked.watermark().isPresent() && seconds >= nextMark && seconds <= MARK_SECONDS) {
      nextMark = seconds + MARK_STEP;
      if (detector == null) {
        detector = watermark.detector(frame.width(), frame.height(), frame.fullRange());
      }
      detector.next(frame.luma(), frame.lumaStride());
    }
    double until = marked.watermark().isPresent() ? MARK_SECONDS : WORDS_SECONDS;
    return problem.isEmpty() && seconds <= until;
  }

  private void later(FilmReader reader, double seconds) throws IOException {
    if (problem.isPresent()) {
      return;
    }
    boolean[] seen = new boolean[1];
    reader.seek(seconds);
    reader.pictures(
        (frame, at) -> {
          if (at < seconds) {
            return true;
          }
          seen[0] = true;
          words(frame, at);
          return false;
        });
    if (!seen[0]) {
      problem = Optional.of(String.format(Locale.ROOT, "no frame at %.3f s", seconds));
    }
  }

  private void words(Planes frame, double seconds) {
    if (mark == null) {
      mark = LabelMark.of(shown.orElseThrow(), frame.width(), frame.height());
    }
    LabelMark label = mark;
    Optional<String> missing =
        MarkCheck.missing(
            label,
            (column, row) -> {
              int at = (label.y() + row) * frame.lumaStride() + label.x() + column;
              int value = frame.luma().get(at) & 0xFF;
              return frame.fullRange()
                  ? value
                  : Math.max(0, Math.min(255, (int) Math.round((value - 16) * 255 / 219.0)));
            });
    if (missing.isPresent() && problem.isEmpty()) {
      problem = missing.map(text -> String.format(Locale.ROOT, "at %.3f s: %s", seconds, text));
    }
  }

  private Optional<String> unmarked() {
    if (marked.watermark().isEmpty()) {
      return Optional.empty();
    }
    Optional<Detection> found = detector == null ? Optional.empty() : detector.detect();
    return found.isPresent() && found.get().payload() == marked.watermark().getAsLong()
        ? Optional.empty()
        : Optional.of("the watermark is not found again");
  }
}
