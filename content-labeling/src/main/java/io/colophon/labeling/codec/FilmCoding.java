package io.colophon.labeling.codec;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * How the pictures of a film are coded.
 *
 * @param encoder FFmpeg's name of the encoder
 * @param quantiser fixed strength of quantisation where every picture is coded on its own and a bit
 *     rate would starve busy ones; 0 to follow a bit rate
 * @param options its private options
 */
record FilmCoding(String encoder, int quantiser, Map<String, String> options) {
  /** The codings that can be written, for people. */
  static final String NAMES = "H.264, VP8, VP9, AV1, MPEG-4, Sorenson or Motion JPEG";

  /** Fine enough that a second coding is not seen. */
  private static final int FINE = 3;

  /** The most that time may be divided into by coders of the MPEG family. */
  static final int MOST_TICKS = 65_535;

  /** The coding that gives the same kind of stream; empty for codecs we cannot write. */
  static Optional<FilmCoding> like(int codecId) {
    return Optional.ofNullable(
        switch (codecId) {
          case avcodec.AV_CODEC_ID_H264 -> following("libopenh264", Map.of("rc_mode", "bitrate"));
          case avcodec.AV_CODEC_ID_VP9 ->
              following(
                  "libvpx-vp9", Map.of("deadline", "realtime", "cpu-used", "6", "row-mt", "1"));
          case avcodec.AV_CODEC_ID_VP8 ->
              following("libvpx", Map.of("deadline", "realtime", "cpu-used", "6"));
          case avcodec.AV_CODEC_ID_AV1 -> following("libsvtav1", Map.of("preset", "10"));
          case avcodec.AV_CODEC_ID_MPEG4 -> following("mpeg4", Map.of());
          case avcodec.AV_CODEC_ID_FLV1 -> following("flv", Map.of());
          case avcodec.AV_CODEC_ID_MJPEG -> new FilmCoding("mjpeg", FINE, Map.of());
          default -> null;
        });
  }

  private static FilmCoding following(String encoder, Map<String, String> options) {
    return new FilmCoding(encoder, 0, options);
  }

  /** Whether the coder is one that divides time into few parts. */
  boolean hasCoarseTime() {
    return encoder.equals("mpeg4") || encoder.equals("flv");
  }
}
