package io.colophon.labeling.video;

import io.colophon.labeling.container.AviFormat;
import io.colophon.labeling.container.FlvFormat;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.MatroskaFormat;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.MovFormat;
import io.colophon.labeling.container.Mp4Format;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The container of a film, by its first bytes.
 *
 * @param muxer FFmpeg's name of it
 */
record FilmContainer(String muxer) {
  private static final Map<MediaFormat, String> MUXERS = new LinkedHashMap<>();

  static {
    MUXERS.put(new MovFormat(), "mov");
    MUXERS.put(new Mp4Format(), "mp4");
    MUXERS.put(new MatroskaFormat(), "matroska");
    MUXERS.put(new AviFormat(), "avi");
    MUXERS.put(new FlvFormat(), "flv");
  }

  static FilmContainer of(Path film) throws IOException {
    try (Source source = Source.open(film)) {
      byte[] head = source.head(MediaFormat.HEAD_BYTES);
      for (Map.Entry<MediaFormat, String> entry : MUXERS.entrySet()) {
        if (entry.getKey().recognises(head)) {
          boolean webm = new String(head, StandardCharsets.ISO_8859_1).contains("webm");
          boolean matroska = entry.getKey() instanceof MatroskaFormat;
          return new FilmContainer(matroska && webm ? "webm" : entry.getValue());
        }
      }
    }
    throw new MalformedMediaException("film.type", "the first bytes are of no film");
  }

  /** Whether it is made of boxes, as MP4 is. */
  boolean isBoxes() {
    return muxer.equals("mp4") || muxer.equals("mov");
  }
}
