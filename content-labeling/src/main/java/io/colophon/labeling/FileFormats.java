package io.colophon.labeling;

import io.colophon.labeling.audio.SoundMarkers;
import io.colophon.labeling.container.FilmWriters;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.PictureWriters;
import io.colophon.labeling.container.SoundWriters;
import io.colophon.labeling.document.DocumentMarkers;
import io.colophon.labeling.document.DocumentWriters;
import io.colophon.labeling.image.PictureMarkers;
import io.colophon.labeling.video.FilmMarkers;
import io.colophon.labeling.watermark.Watermarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every type of file that can be labelled: the one list behind which each format has its handler.
 */
final class FileFormats {
  private final Map<String, FileFormat> byType = new HashMap<>();

  FileFormats() {
    List<LabelWriter> writers = new ArrayList<>(PictureWriters.all());
    writers.addAll(SoundWriters.all());
    writers.addAll(FilmWriters.all());
    writers.addAll(DocumentWriters.all());
    List<MediaMarker> markers = new ArrayList<>(PictureMarkers.all(Watermarks.picture()));
    markers.addAll(SoundMarkers.all(Watermarks.sound()));
    markers.addAll(FilmMarkers.all(Watermarks.film(), Watermarks.sound()));
    markers.addAll(DocumentMarkers.all());
    Map<String, MediaMarker> markerOf = new HashMap<>();
    markers.forEach(marker -> marker.mimeTypes().forEach(type -> markerOf.put(type, marker)));
    for (LabelWriter writer : writers) {
      for (String type : writer.mimeTypes()) {
        byType.put(type, new FileFormat(writer, Optional.ofNullable(markerOf.get(type))));
      }
    }
  }

  /** What can be done to files of a type, lower case and bare; empty when nothing. */
  Optional<FileFormat> of(String mimeType) {
    return Optional.ofNullable(byType.get(mimeType));
  }

  /** Every type, in alphabetical order. */
  Set<String> mimeTypes() {
    return new TreeSet<>(byType.keySet());
  }
}
