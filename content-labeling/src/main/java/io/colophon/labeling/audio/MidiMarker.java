package io.colophon.labeling.audio;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.MidiFile;
import io.colophon.labeling.container.MidiFile.Note;
import io.colophon.labeling.container.Notes;
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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * MIDI: the rhythm is played as notes before the music, behind it, or both. A voice cannot be
 * played and samples cannot be marked; notes of the result say so.
 */
final class MidiMarker implements MediaMarker {
  /** G5, 784 Hz: the key nearest to the pitch of the cue. */
  private static final int KEY = 79;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/midi", "audio/x-midi", "audio/mid", "audio/sp-midi");
  }

  @Override
  public boolean watermarks() {
    return false;
  }

  @Override
  public Marked mark(
      Path input,
      String mimeType,
      Optional<ShownLabel> shown,
      OptionalLong watermark,
      Path output,
      Scratch scratch)
      throws LabelingException, IOException {
    if (shown.isEmpty()) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT, "MIDI has no samples for an imperceptible mark");
    }
    List<String> notes = new ArrayList<>();
    SoundCue cue = SoundCue.of(shown.get());
    if (cue.clip().isPresent()) {
      Notes.add(notes, Notes.RHYTHM_FOR_VOICE);
    }
    if (watermark.isPresent()) {
      Notes.add(notes, Notes.NO_ROOM_FOR_WATERMARK);
    }
    SoundCue rhythm = cue.withoutVoice();
    try (Source source = Source.open(input);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
      MidiFile.open(source).write(cues(rhythm), out);
    }
    return new Marked(Optional.of(label(rhythm)), OptionalLong.empty(), notes);
  }

  private static MidiFile.Cues cues(SoundCue cue) {
    return new MidiFile.Cues(
        cue.atStart() ? played(MorseCue.LEAD_MILLIS) : List.of(),
        MorseCue.TOTAL_MILLIS,
        cue.atEnd() ? played(MorseCue.PAUSE_MILLIS) : List.of());
  }

  /** Notes have no place in milliseconds behind music whose tempo may change. */
  private static ExplicitLabel label(SoundCue cue) {
    ExplicitLabel label = cue.label(0);
    return cue.atStart()
        ? label
        : new ExplicitLabel(
            label.kind(),
            label.text(),
            label.place(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            label.durationMillis());
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException {
    Optional<SoundCue> cue = marked.explicit().flatMap(SoundCue::of);
    if (cue.isEmpty()) {
      return Optional.of("no notes say " + marked.explicit());
    }
    try (Source source = Source.open(output)) {
      MidiFile file = MidiFile.open(source);
      int most = played(0).size();
      boolean fits = true;
      if (cue.get().atStart()) {
        fits = isCue(file.firstNotes(KEY, most), MorseCue.LEAD_MILLIS, file.tickMillis());
      }
      if (fits && cue.get().atEnd()) {
        List<Note> last = file.lastNotes(KEY, most);
        int at = last.isEmpty() ? 0 : last.get(0).startMillis();
        fits = isCue(last, at, file.tickMillis());
      }
      return fits ? Optional.empty() : Optional.of("the notes of the cue are not there");
    }
  }

  private static boolean isCue(List<Note> found, int at, double tickMillis) {
    List<Note> expected = played(at);
    boolean fits = found.size() == expected.size();
    for (int i = 0; fits && i < found.size(); i++) {
      fits =
          isNear(found.get(i).startMillis(), expected.get(i).startMillis(), tickMillis)
              && isNear(found.get(i).endMillis(), expected.get(i).endMillis(), tickMillis);
    }
    return fits;
  }

  private static boolean isNear(int found, int expected, double tickMillis) {
    return Math.abs(found - expected) <= Math.max(1, 2 * tickMillis);
  }

  private static List<Note> played(int from) {
    List<Note> cue = new ArrayList<>();
    int at = from;
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
