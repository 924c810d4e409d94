package io.colophon.labeling.audio;

import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.watermark.SoundWatermark;
import java.util.List;
import java.util.Set;

/** The markers of every sound format. */
public final class SoundMarkers {
  private SoundMarkers() {}

  /** WAV, MP3, FLAC, Ogg, M4A and MIDI. */
  public static List<MediaMarker> all(SoundWatermark watermark) {
    return List.of(
        new WavMarker(watermark),
        new CodedSoundMarker(
            "audio/mpeg",
            Set.of("audio/mpeg", "audio/mp3", "audio/x-mp3", "audio/x-mpeg", "audio/mpeg3"),
            watermark),
        new CodedSoundMarker("audio/flac", Set.of("audio/flac", "audio/x-flac"), watermark),
        new CodedSoundMarker(
            "audio/ogg",
            Set.of("audio/ogg", "audio/opus", "audio/vorbis", "application/ogg"),
            watermark),
        new CodedSoundMarker(
            "audio/mp4", Set.of("audio/mp4", "audio/x-m4a", "audio/m4a"), watermark),
        new MidiMarker());
  }
}
