package io.colophon.provider.local.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The kinds of audio file that samples can be written to. */
public enum AudioFile {
  /** RIFF WAVE with 16-bit PCM; our own writer, no native code. */
  WAV("audio/wav"),
  /** MPEG-1 or MPEG-2 layer III by LAME, constant bit rate. */
  MP3("audio/mpeg"),
  /**
   * Opus in Ogg (RFC 7845). Not Vorbis: the Vorbis encoder at hand is ffmpeg's experimental one,
   * while libopus is the reference encoder, better at every bit rate, and read by all current
   * browsers and players. Always at 48 kHz, the rate at which every Opus reader decodes.
   */
  OGG("audio/ogg"),
  /** FLAC, lossless. */
  FLAC("audio/flac");

  private final String mimeType;

  AudioFile(String mimeType) {
    this.mimeType = mimeType;
  }

  /** The mime type that its files are announced with. */
  public String mimeType() {
    return mimeType;
  }

  /** The kind for a mime type, also under its older names; empty when it is none of ours. */
  public static Optional<AudioFile> ofMimeType(String mimeType) {
    return switch (mimeType.toLowerCase(Locale.ROOT)) {
      case "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave" -> Optional.of(WAV);
      case "audio/mpeg", "audio/mp3" -> Optional.of(MP3);
      case "audio/ogg", "audio/opus" -> Optional.of(OGG);
      case "audio/flac", "audio/x-flac" -> Optional.of(FLAC);
      default -> Optional.empty();
    };
  }

  /**
   * Starts a file. The first MP3, OGG or FLAC of a process loads the native codec library, which
   * takes about half a second.
   *
   * @param file made, or replaced
   * @param sampleRate frames per second of the samples that will be written
   * @param channels 1 or 2
   * @throws IOException if the file cannot be made or the codec is missing on this machine
   */
  public AudioFileWriter open(Path file, int sampleRate, int channels) throws IOException {
    return switch (this) {
      case WAV -> new WavWriter(file, sampleRate, channels);
      case MP3, OGG, FLAC -> new FfmpegAudioWriter(this, file, sampleRate, channels);
    };
  }
}
