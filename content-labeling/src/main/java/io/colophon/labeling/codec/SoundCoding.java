package io.colophon.labeling.codec;

import org.bytedeco.ffmpeg.global.avutil;

/**
 * How a sound is coded.
 *
 * @param muxer FFmpeg's name of the container
 * @param encoder FFmpeg's name of the encoder
 * @param sampleFormat FFmpeg's number of the sample format the encoder takes
 * @param rate frames per second the encoder runs at
 * @param bitRate bits per second; 0 for lossless
 */
record SoundCoding(String muxer, String encoder, int sampleFormat, int rate, long bitRate) {
  private static final int OPUS_RATE = 48_000;
  private static final long LEAST_MP3 = 128_000;
  private static final long LEAST_OPUS = 96_000;
  private static final long LEAST_AAC = 128_000;
  private static final long MOST = 320_000;

  static SoundCoding mp3(SoundReader from) {
    return new SoundCoding(
        "mp3", "libmp3lame", avutil.AV_SAMPLE_FMT_FLTP, from.rate(), rate(from, LEAST_MP3));
  }

  /** Sixteen bits stay sixteen; more become what FLAC holds in 24. */
  static SoundCoding flac(SoundReader from) {
    int format = from.rawBits() > 16 ? avutil.AV_SAMPLE_FMT_S32 : avutil.AV_SAMPLE_FMT_S16;
    return new SoundCoding("flac", "flac", format, from.rate(), 0);
  }

  /** The same in Ogg. */
  static SoundCoding oggFlac(SoundReader from) {
    SoundCoding flac = flac(from);
    return new SoundCoding("ogg", flac.encoder(), flac.sampleFormat(), flac.rate(), 0);
  }

  /** Opus has one rate; others are converted. */
  static SoundCoding opus(SoundReader from) {
    return new SoundCoding(
        "ogg", "libopus", avutil.AV_SAMPLE_FMT_FLT, OPUS_RATE, rate(from, LEAST_OPUS));
  }

  static SoundCoding aac(SoundReader from) {
    return new SoundCoding(
        "ipod", "aac", avutil.AV_SAMPLE_FMT_FLTP, from.rate(), rate(from, LEAST_AAC));
  }

  /** Never less than the input had, within what the encoders take; limits are for two channels. */
  private static long rate(SoundReader from, long least) {
    int pairs = (from.channels() + 1) / 2;
    return Math.min(MOST * pairs, Math.max(least * pairs, from.bitRate()));
  }
}
