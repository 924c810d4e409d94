package io.colophon.labeling.video;

import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.watermark.FilmWatermark;
import io.colophon.labeling.watermark.SoundWatermark;
import java.util.List;
import java.util.Set;

/** The markers of films. */
public final class FilmMarkers {
  private static final Set<String> TYPES =
      Set.of(
          "video/mp4",
          "video/x-m4v",
          "video/quicktime",
          "video/3gpp",
          "video/3gpp2",
          "application/mp4",
          "video/webm",
          "video/matroska",
          "video/x-matroska",
          "application/x-matroska",
          "video/x-msvideo",
          "video/avi",
          "video/msvideo",
          "video/vnd.avi",
          "video/x-flv",
          "video/flv");

  private FilmMarkers() {}

  /**
   * One for every container, told by the first bytes.
   *
   * @param sounds not used: the sound of a film is copied packet by packet, never coded anew
   */
  public static List<MediaMarker> all(FilmWatermark films, SoundWatermark sounds) {
    return List.of(new FilmMarker(TYPES, films));
  }
}
