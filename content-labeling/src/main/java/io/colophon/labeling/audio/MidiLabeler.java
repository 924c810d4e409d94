package io.colophon.labeling.audio;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.container.MediaLabeler;
import io.colophon.labeling.container.MidiFile;
import io.colophon.labeling.container.MidiFile.Note;
import io.colophon.labeling.container.MidiFormat;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** MIDI: the cue is played as notes before the music. */
public final class MidiLabeler implements MediaLabeler {
  /** G5, 784 Hz: the key nearest to the pitch of the cue. */
  private static final int KEY = 79;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/midi", "audio/x-midi", "audio/mid");
  }

  @Override
  public Made label(Path input, String mimeType, LabelOrder order, Path output, Scratch scratch)
      throws IOException {
    List<String> notes = new ArrayList<>();
    try (Source source = Source.open(input);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
      MidiFile.open(source)
          .write(cue(), MorseCue.TOTAL_MILLIS, AigcLabel.generated(order).toJson(), out, notes);
    }
    return new Made(MorseCue.label(), MidiFormat.CARRIER, notes);
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Made made) throws IOException {
    try (Source source = Source.open(output)) {
      MidiFile file = MidiFile.open(source);
      List<Note> expected = cue();
      List<Note> found = file.firstNotes(KEY, expected.size());
      boolean fits = found.size() == expected.size();
      for (int i = 0; fits && i < found.size(); i++) {
        fits =
            isNear(found.get(i).startMillis(), expected.get(i).startMillis(), file.tickMillis())
                && isNear(found.get(i).endMillis(), expected.get(i).endMillis(), file.tickMillis());
      }
      return fits ? Optional.empty() : Optional.of("the first notes are not the cue: " + found);
    }
  }

  private static boolean isNear(int found, int expected, double tickMillis) {
    return Math.abs(found - expected) <= Math.max(1, tickMillis);
  }

  private static List<Note> cue() {
    List<Note> cue = new ArrayList<>();
    int at = MorseCue.LEAD_MILLIS;
    for (int i = 0; i < MorseCue.PATTERN.length; i++) {
      int end = at + MorseCue.PATTERN[i] * MorseCue.UNIT_MILLIS;
      if (i % 2 == 0) {
        cue.add(new Note(KEY, at, end));
      }
      at = end;
    }
    return cue;
  }
}
