package io.colophon.labeling.document;

import io.colophon.labeling.container.MediaMarker;
import java.util.List;

/** What writes words into documents; none of them takes an imperceptible mark. */
public final class DocumentMarkers {
  private DocumentMarkers() {}

  public static List<MediaMarker> all() {
    return List.of(
        TextFileMarker.markdown(), TextFileMarker.html(), new DocxMarker(), new PdfMarker());
  }
}
