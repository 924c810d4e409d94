package io.colophon.provider.local.video;

import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/**
 * FFmpeg's libraries, loaded when the first film is made. They are unpacked into the folder of the
 * system property {@code org.bytedeco.javacpp.cachedir}, by default {@code ~/.javacpp/cache}.
 */
final class NativeCodecs {
  private NativeCodecs() {}

  /** Loads once; later calls return at once. */
  static void load() {
    try {
      Holder.touch();
    } catch (LinkageError e) {
      throw new FilmException(
          "FFmpeg's native libraries cannot be loaded on "
              + Loader.Detector.getPlatform()
              + "; they are unpacked to org.bytedeco.javacpp.cachedir or ~/.javacpp/cache, which"
              + " must be writable and allow execution",
          e);
    }
  }

  /**
   * Checks an answer of FFmpeg.
   *
   * @throws FilmException if it is negative
   */
  static int check(int answer, String what) {
    if (answer < 0) {
      byte[] text = new byte[256];
      avutil.av_strerror(answer, text, text.length);
      int end = 0;
      while (end < text.length && text[end] != 0) {
        end++;
      }
      throw new FilmException(
          what + " failed: " + new String(text, 0, end, java.nio.charset.StandardCharsets.UTF_8));
    }
    return answer;
  }

  private static final class Holder {
    static {
      Loader.load(avutil.class);
      Loader.load(avcodec.class);
      Loader.load(avformat.class);
      // Failures come back as answers; nothing is written to the server's standard error.
      avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    static void touch() {}
  }
}
