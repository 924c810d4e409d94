package io.colophon.provider.vendors.minimax;

import io.colophon.provider.vendors.pieces.Fit;

/** Formats of audio that MiniMax makes. */
enum AudioFormat {
  MP3("audio/mpeg"),
  WAV("audio/wav"),
  FLAC("audio/flac"),
  PCM("audio/pcm");

  private final String mimeType;

  AudioFormat(String mimeType) {
    this.mimeType = mimeType;
  }

  String mimeType() {
    return mimeType;
  }

  /** As the vendor writes it. */
  String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The format of a mime type, or MP3 for those that are not made. */
  static AudioFormat of(String mimeType, Fit fit) {
    String asked = mimeType.equals("audio/mp3") ? MP3.mimeType : mimeType;
    for (AudioFormat one : values()) {
      if (one.mimeType.equals(asked)) {
        return one;
      }
    }
    fit.clamped("audio.format", mimeType + " became " + MP3.mimeType);
    return MP3;
  }
}
