package io.colophon.labeling.codec;

import io.colophon.labeling.container.MalformedMediaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** What both directions share: error codes as exceptions, opening of files. */
final class Ffmpeg {
  private static final String DEMUXERS = "mp3,flac,ogg,mov,matroska,avi,flv";

  static {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  private Ffmpeg() {}

  /** The answer of a library call that reads; negative means that the file is at fault. */
  static int read(int answer, String what) throws MalformedMediaException {
    if (answer < 0) {
      throw new MalformedMediaException("media.damaged", what + ": " + message(answer));
    }
    return answer;
  }

  /** The answer of a library call that writes. */
  static int write(int answer, String what) throws IOException {
    if (answer < 0) {
      throw new IOException(what + ": " + message(answer));
    }
    return answer;
  }

  private static String message(int error) {
    byte[] text = new byte[128];
    avutil.av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  static boolean isWaiting(int answer) {
    return answer == avutil.AVERROR_EAGAIN() || answer == avutil.AVERROR_EOF();
  }

  /** Opens a file for reading and looks at its streams; the caller closes the context. */
  static AVFormatContext open(java.nio.file.Path file) throws MalformedMediaException {
    AVFormatContext context = new AVFormatContext(null);
    // A playlist that hides behind the first bytes of a sound must not open other files.
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "format_whitelist", DEMUXERS, 0);
    avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
    int answer = avformat.avformat_open_input(context, "file:" + file, null, options);
    avutil.av_dict_free(options);
    read(answer, "open");
    try {
      read(avformat.avformat_find_stream_info(context, (AVDictionary) null), "streams");
      return context;
    } catch (MalformedMediaException e) {
      avformat.avformat_close_input(context);
      throw e;
    }
  }

  /** An opened decoder of a stream; the caller frees it. */
  static AVCodecContext decoder(AVFormatContext file, int stream) throws MalformedMediaException {
    AVCodec codec = avcodec.avcodec_find_decoder(file.streams(stream).codecpar().codec_id());
    if (codec == null) {
      throw new MalformedMediaException("media.codec", "no decoder for a stream of the file");
    }
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    try {
      read(
          avcodec.avcodec_parameters_to_context(context, file.streams(stream).codecpar()),
          "stream parameters");
      context.thread_count(2);
      read(avcodec.avcodec_open2(context, codec, (AVDictionary) null), "decoder");
      return context;
    } catch (MalformedMediaException e) {
      avcodec.avcodec_free_context(context);
      throw e;
    }
  }

  /** An encoder by name, not yet opened; the caller frees it. */
  static AVCodecContext encoder(String name) throws IOException {
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(name);
    if (codec == null) {
      throw new IOException("the bundled FFmpeg has no encoder " + name);
    }
    return avcodec.avcodec_alloc_context3(codec);
  }
}
