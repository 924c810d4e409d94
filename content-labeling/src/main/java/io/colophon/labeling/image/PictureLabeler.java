package io.colophon.labeling.image;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.MediaLabeler;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.PictureWriters;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.watermark.Watermarks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A marker and a writer as one: words drawn into a still picture, and the label beside it. */
public final class PictureLabeler implements MediaLabeler {
  private final MediaMarker marker;
  private final LabelWriter writer;

  private PictureLabeler(MediaMarker marker) {
    this.marker = marker;
    this.writer =
        PictureWriters.all().stream()
            .filter(each -> each.mimeTypes().containsAll(marker.mimeTypes()))
            .findFirst()
            .orElseThrow();
  }

  /** One labeller for each still format. */
  public static List<MediaLabeler> all() {
    List<MediaLabeler> all = new ArrayList<>();
    PictureMarkers.all(Watermarks.picture()).forEach(each -> all.add(new PictureLabeler(each)));
    return all;
  }

  @Override
  public Set<String> mimeTypes() {
    return marker.mimeTypes();
  }

  @Override
  public Made label(Path input, String mimeType, LabelOrder order, Path output, Scratch scratch)
      throws LabelingException, IOException {
    Path drawn = scratch.file(".drawn");
    ShownLabel shown = ShownLabel.of(LabelMark.words(order));
    MediaMarker.Marked marked =
        marker.mark(input, mimeType, Optional.of(shown), OptionalLong.empty(), drawn, scratch);
    List<String> notes = new ArrayList<>(marked.notes());
    try (Source source = Source.open(drawn);
        FileChannel file =
            FileChannel.open(
                output, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      LabelOutput out = new LabelOutput(file, null);
      LabelMetadata metadata = LabelMetadata.of(order, AigcLabel.generated(order));
      LabelWriter.Written written = writer.write(source, metadata, 0, out);
      out.flush();
      notes.addAll(written.notes());
      return new Made(marked.explicit().orElseThrow(), written.carrier(), notes);
    }
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Made made) throws IOException {
    return marker.missing(
        output,
        mimeType,
        new MediaMarker.Marked(Optional.of(made.explicit()), OptionalLong.empty(), made.notes()));
  }
}
