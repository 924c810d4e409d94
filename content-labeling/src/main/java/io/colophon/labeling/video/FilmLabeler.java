package io.colophon.labeling.video;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.codec.FilmReader;
import io.colophon.labeling.codec.FilmTranscoder;
import io.colophon.labeling.codec.Planes;
import io.colophon.labeling.container.MatroskaFormat;
import io.colophon.labeling.container.MediaLabeler;
import io.colophon.labeling.container.Mp4Assembly;
import io.colophon.labeling.container.Mp4Format;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.image.LabelMark;
import io.colophon.labeling.image.MarkCheck;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** MP4 and WebM: words over the first seconds, pictures coded anew, sound copied. */
public final class FilmLabeler implements MediaLabeler {
  /** Every frame up to here is looked at when reading back. */
  private static final double CHECKED_SECONDS = 2.0;

  private final String mimeType;
  private final String muxer;
  private final String carrier;

  private FilmLabeler(String mimeType, String muxer, String carrier) {
    this.mimeType = mimeType;
    this.muxer = muxer;
    this.carrier = carrier;
  }

  /** One labeller for each film format. */
  public static List<MediaLabeler> all() {
    return List.of(
        new FilmLabeler("video/mp4", "mp4", Mp4Format.CARRIER),
        new FilmLabeler("video/webm", "webm", MatroskaFormat.CARRIER));
  }

  @Override
  public Set<String> mimeTypes() {
    return Set.of(mimeType);
  }

  @Override
  public Made label(Path input, String type, LabelOrder order, Path output, Scratch scratch)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    String json = AigcLabel.generated(order).toJson();
    FramePainter painter = new FramePainter(order);
    boolean boxes = carrier.equals(Mp4Format.CARRIER);
    Path coded = boxes ? scratch.file(".mp4") : output;
    Optional<String> tag = boxes ? Optional.empty() : Optional.of(json);
    double last = FilmTranscoder.write(input, muxer, painter, tag, coded, notes);
    if (boxes) {
      try (Source source = Source.open(coded);
          FileChannel out = FileChannel.open(output, StandardOpenOption.WRITE)) {
        Mp4Assembly.write(source, json, out, notes);
      }
    }
    LabelMark mark = painter.mark();
    long shown = Math.round(Math.min(last, FramePainter.SECONDS) * 1000);
    return new Made(ExplicitLabel.overlay(mark.text(), mark.heightRatio(), shown), carrier, notes);
  }

  @Override
  public Optional<String> missing(Path output, String type, Made made) throws IOException {
    List<String> problems = new ArrayList<>();
    int[] frames = new int[1];
    try (FilmReader reader = FilmReader.open(output)) {
      reader.pictures(
          (frame, seconds) -> {
            if (seconds > CHECKED_SECONDS) {
              return false;
            }
            frames[0]++;
            missing(frame, made.explicit().text())
                .ifPresent(problem -> problems.add("at " + seconds + " s: " + problem));
            return problems.isEmpty();
          });
    }
    if (frames[0] == 0) {
      return Optional.of("no frame in the film");
    }
    return problems.stream().findFirst();
  }

  private static Optional<String> missing(Planes frame, String text) {
    LabelMark mark = LabelMark.of(text, frame.width(), frame.height());
    return MarkCheck.missing(
        mark,
        (column, row) -> {
          int at = (mark.y() + row) * frame.lumaStride() + mark.x() + column;
          int value = frame.luma().get(at) & 0xFF;
          return frame.fullRange()
              ? value
              : Math.max(0, Math.min(255, (int) Math.round((value - 16) * 255 / 219.0)));
        });
  }
}
