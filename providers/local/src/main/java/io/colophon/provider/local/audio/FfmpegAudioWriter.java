package io.colophon.provider.local.audio;

import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * Writes MP3, Opus in Ogg, and FLAC with ffmpeg's libraries. Encodes on the calling thread, so that
 * its CPU time is seen there.
 */
final class FfmpegAudioWriter implements AudioFileWriter {
  private static final int OPUS_RATE = 48_000;
  private static final int KBIT = 1000;

  private final FFmpegFrameRecorder recorder;
  private final int sampleRate;
  private final int channels;
  private boolean closed;

  FfmpegAudioWriter(AudioFile kind, Path file, int sampleRate, int channels) throws IOException {
    this.sampleRate = sampleRate;
    this.channels = channels;
    // Its errors come back as exceptions; what it prints besides would go to standard error.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    recorder = new FFmpegFrameRecorder(file.toFile(), channels);
    recorder.setSampleRate(sampleRate);
    recorder.setOption("fflags", "+bitexact");
    recorder.setAudioOption("flags", "+bitexact");
    recorder.setAudioOption("threads", "1");
    switch (kind) {
      case MP3 -> encoder("mp3", "libmp3lame", sampleRate <= 24_000 ? 64 : 192);
      case OGG -> {
        encoder("ogg", "libopus", channels == 1 ? 48 : 128);
        recorder.setSampleRate(OPUS_RATE);
      }
      case FLAC -> encoder("flac", "flac", 700);
      case WAV -> throw new IllegalArgumentException("WAV has a writer of its own");
    }
    try {
      recorder.start();
    } catch (FFmpegFrameRecorder.Exception e) {
      release(e);
      throw e;
    }
  }

  // Lossless FLAC ignores the rate, but the recorder makes no audio stream for a rate of 0.
  private void encoder(String format, String codec, int kilobitsPerSecond) {
    recorder.setFormat(format);
    recorder.setAudioCodecName(codec);
    recorder.setAudioBitrate(kilobitsPerSecond * KBIT);
  }

  @Override
  public void write(short[] samples, int frames) throws IOException {
    if (frames > 0) {
      recorder.recordSamples(sampleRate, channels, ShortBuffer.wrap(samples, 0, frames * channels));
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      recorder.stop();
    } catch (FFmpegFrameRecorder.Exception e) {
      release(e);
      throw e;
    }
    recorder.release();
  }

  private void release(Throwable because) {
    try {
      recorder.release();
    } catch (FFmpegFrameRecorder.Exception e) {
      because.addSuppressed(e);
    }
  }
}
