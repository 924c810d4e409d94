package io.colophon.labeling.video;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.codec.FilmTranscoder;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Mp4Description;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.watermark.FilmWatermark;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Lays words over the first seconds of a film or all of it, then marks every frame, and codes the
 * pictures anew; sounds and words are copied. Films that players have to turn come out upright.
 */
final class FilmMarker implements MediaMarker {
  private final Set<String> mimeTypes;
  private final FilmWatermark watermark;

  FilmMarker(Set<String> mimeTypes, FilmWatermark watermark) {
    this.mimeTypes = Set.copyOf(mimeTypes);
    this.watermark = watermark;
  }

  @Override
  public Set<String> mimeTypes() {
    return mimeTypes;
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
      OptionalLong payload,
      Path output,
      Scratch scratch)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    FilmContainer container = FilmContainer.of(input);
    FramePainter painter = new FramePainter(shown, watermark, payload, notes);
    Path coded = container.isBoxes() ? scratch.file(".film") : output;
    double last = FilmTranscoder.write(input, container.muxer(), painter, coded, notes);
    if (container.isBoxes()) {
      try (Source original = Source.open(input);
          Source film = Source.open(coded);
          FileChannel out = FileChannel.open(output, StandardOpenOption.WRITE)) {
        Mp4Description.graft(original, film, out);
      }
    }
    Optional<ExplicitLabel> told =
        painter.mark().map(mark -> Overlay.told(shown.orElseThrow(), mark, last));
    return new Marked(told, painter.payload(), notes);
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException {
    return new FilmCheck(marked, watermark).missing(output);
  }
}
