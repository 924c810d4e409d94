package io.colophon.labeling.container;

import java.util.List;

/** The writers of every sound format that is not a film without pictures. */
public final class SoundWriters {
  private SoundWriters() {}

  /** WAV, MP3, FLAC, Ogg and MIDI; M4A is written as MP4 is. */
  public static List<LabelWriter> all() {
    return List.of(
        new WavLabelWriter(),
        new Mp3LabelWriter(),
        new FlacLabelWriter(),
        new OggLabelWriter(),
        new MidiLabelWriter());
  }
}
