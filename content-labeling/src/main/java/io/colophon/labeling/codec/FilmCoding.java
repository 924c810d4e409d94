package io.colophon.labeling.codec;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * How the pictures of a film are coded.
 *
 * @param encoder FFmpeg's name of the encoder
 * @param options its private options
 */
record FilmCoding(String encoder, Map<String, String> options) {
  /** The coding that gives the same kind of stream; empty for codecs we cannot write. */
  static Optional<FilmCoding> like(int codecId) {
    if (codecId == avcodec.AV_CODEC_ID_H264) {
      return Optional.of(new FilmCoding("libopenh264", Map.of("rc_mode", "bitrate")));
    }
    if (codecId == avcodec.AV_CODEC_ID_VP9) {
      return Optional.of(
          new FilmCoding(
              "libvpx-vp9", Map.of("deadline", "realtime", "cpu-used", "6", "row-mt", "1")));
    }
    if (codecId == avcodec.AV_CODEC_ID_VP8) {
      return Optional.of(new FilmCoding("libvpx", Map.of("deadline", "realtime", "cpu-used", "6")));
    }
    if (codecId == avcodec.AV_CODEC_ID_AV1) {
      return Optional.of(new FilmCoding("libsvtav1", Map.of("preset", "10")));
    }
    if (codecId == avcodec.AV_CODEC_ID_MPEG4) {
      return Optional.of(new FilmCoding("mpeg4", Map.of()));
    }
    return Optional.empty();
  }
}
