package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Standard MIDI File 1.0. No rule names a place for the label; ours is a text event {@code
 * AIGC={...}} at the start of the first track, after the manner of Vorbis comments.
 */
public final class MidiFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "midi-text";

  static final String PREFIX = "AIGC=";
  static final int META = 0xFF;
  static final int TEXT = 0x01;

  @Override
  public String mimeType() {
    return "audio/midi";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "MThd");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Chunks count = new Chunks();
    for (long at = 0; at < file.size(); ) {
      count.next();
      String type = file.fourcc(at);
      long length = file.u32be(at + 4);
      file.require(at + 8, length);
      if (type.equals("MTrk")) {
        track(new MidiTrack(file, at + 8, at + 8 + length), labels);
      }
      at += 8 + length;
    }
  }

  private static void track(MidiTrack track, LabelSink labels) throws IOException {
    while (track.next()) {
      if (track.status() == META
          && track.metaType() == TEXT
          && track.length() <= LabelSink.MAX_LABEL) {
        String text = new String(track.data(), StandardCharsets.UTF_8);
        if (text.startsWith(PREFIX)) {
          labels.label(CARRIER, text.substring(PREFIX.length()));
        }
      }
    }
  }
}
