package io.colophon.labeling.audio;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.FlacFormat;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.MediaLabeler;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Mp3Format;
import io.colophon.labeling.container.Mp4Assembly;
import io.colophon.labeling.container.Mp4Format;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.OggFormat;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.SoundWriters;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.watermark.SoundWatermark;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** MP3, FLAC, Ogg and M4A: led by the cue, coded anew with the same codec, then labelled. */
public final class CodedSoundLabeler implements MediaLabeler {
  private final String mimeType;
  private final String carrier;
  private final MediaMarker marker;

  private CodedSoundLabeler(String mimeType, String carrier, Set<String> aliases) {
    this.mimeType = mimeType;
    this.carrier = carrier;
    this.marker = new CodedSoundMarker(mimeType, aliases, new Unasked());
  }

  /** One labeller for each coded sound format. */
  public static List<MediaLabeler> all() {
    return List.of(
        new CodedSoundLabeler("audio/mpeg", Mp3Format.CARRIER, Set.of("audio/mpeg", "audio/mp3")),
        new CodedSoundLabeler(
            "audio/flac", FlacFormat.CARRIER, Set.of("audio/flac", "audio/x-flac")),
        new CodedSoundLabeler("audio/ogg", OggFormat.CARRIER, Set.of("audio/ogg", "audio/opus")),
        new CodedSoundLabeler(
            "audio/mp4", Mp4Format.CARRIER, Set.of("audio/mp4", "audio/x-m4a", "audio/m4a")));
  }

  @Override
  public Set<String> mimeTypes() {
    return marker.mimeTypes();
  }

  @Override
  public Made label(Path input, String alias, LabelOrder order, Path output, Scratch scratch)
      throws LabelingException, IOException {
    Path marked = scratch.file(".marked");
    MediaMarker.Marked mark =
        marker.mark(
            input,
            alias,
            Optional.of(ShownLabel.of(ShownLabel.CHINESE)),
            OptionalLong.empty(),
            marked,
            scratch);
    AigcLabel label = AigcLabel.generated(order);
    List<String> notes = new ArrayList<>(mark.notes());
    try (Source source = Source.open(marked);
        FileChannel out = FileChannel.open(output, StandardOpenOption.WRITE)) {
      if (carrier.equals(Mp4Format.CARRIER)) {
        Mp4Assembly.write(source, label.toJson(), out, notes);
      } else {
        LabelWriter writer =
            SoundWriters.all().stream()
                .filter(w -> w.mimeTypes().contains(mimeType))
                .findFirst()
                .orElseThrow();
        LabelMetadata metadata = LabelMetadata.of(order, label);
        for (String note : writer.write(source, metadata, 0, new LabelOutput(out, null)).notes()) {
          Notes.add(notes, note);
        }
      }
    }
    return new Made(mark.explicit().orElseThrow(), carrier, notes);
  }

  @Override
  public Optional<String> missing(Path output, String alias, Made made) throws IOException {
    return marker.missing(
        output,
        alias,
        new MediaMarker.Marked(Optional.of(made.explicit()), OptionalLong.empty(), made.notes()));
  }

  /** No mark is asked for here. */
  private static final class Unasked implements SoundWatermark {
    @Override
    public int minMillis() {
      return 0;
    }

    @Override
    public Embedder embedder(int rate, int channels, long payload) {
      throw new IllegalStateException("no mark was asked for");
    }

    @Override
    public Detector detector(int rate, int channels) {
      throw new IllegalStateException("no mark was asked for");
    }
  }
}
