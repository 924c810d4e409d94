package io.colophon.labeling.audio;

import static io.colophon.labeling.Jurisdiction.CN;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Written and read by the JDK's sequencer files, which are not ours. */
class MidiMarkerTest {
  @TempDir Path directory;

  private Path song(int format) throws Exception {
    Sequence sequence = new Sequence(Sequence.PPQ, 480);
    Track first = sequence.createTrack();
    first.add(new MidiEvent(new MetaMessage(0x51, new byte[] {0x0B, 0x71, (byte) 0xB0}, 3), 0));
    Track notes = format == 0 ? first : sequence.createTrack();
    for (int i = 0; i < 20; i++) {
      notes.add(new MidiEvent(new ShortMessage(0x90, 0, 60 + i, 90), i * 240L));
      notes.add(new MidiEvent(new ShortMessage(0x90, 0, 60 + i, 0), i * 240L + 200));
    }
    Path file = directory.resolve("song" + format + ".mid");
    MidiSystem.write(sequence, format, file.toFile());
    return file;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void label_song_cueFirstThenTheSameNotesLater(int format) throws Exception {
    Path input = song(format);
    Path output = directory.resolve("out.mid");
    AppliedLabel applied =
        new Labeler(directory).label(input, "audio/midi", LabelFixtures.order(CN), output);
    assertThat(applied.implicit().carrier()).isEqualTo("midi-text");
    Sequence sequence = MidiSystem.getSequence(output.toFile());
    // 480 ticks for half a second: 0.96 ticks for a millisecond, 1824 for the 1900 of the cue.
    assertThat(starts(sequence, 15)).containsExactly(192L, 384L, 960L, 1152L);
    List<Long> moved = new ArrayList<>();
    for (long tick : starts(MidiSystem.getSequence(input.toFile()), 0)) {
      moved.add(tick + 1824);
    }
    assertThat(starts(sequence, 0)).isEqualTo(moved);
    assertThat(new ContentVerifier().verify(output).status()).isEqualTo(Verdict.Status.LABELED);
  }

  @Test
  void label_twice_oneLabel() throws Exception {
    Path once = directory.resolve("once.mid");
    Path twice = directory.resolve("twice.mid");
    Labeler labeler = new Labeler(directory);
    labeler.label(song(1), "audio/midi", LabelFixtures.order(CN), once);
    AppliedLabel applied = labeler.label(once, "audio/midi", LabelFixtures.order(CN), twice);
    assertThat(applied.implicit().notes()).containsExactly("replaced-label");
    assertThat(new ContentVerifier().verify(twice).layers()).hasSize(1);
  }

  @Test
  void label_voiceAtBothEnds_rhythmBeforeAndBehindTheMusic() throws Exception {
    Path input = song(1);
    Path output = directory.resolve("out.mid");
    ShownLabel usual = ShownLabel.of(ShownLabel.CHINESE);
    ShownLabel shown =
        new ShownLabel(
            usual.words(),
            usual.style(),
            usual.corner(),
            usual.textPlace(),
            false,
            ShownLabel.Cue.SPOKEN_CHINESE,
            ShownLabel.SoundPlace.START_AND_END);
    AppliedLabel applied =
        new Labeler(directory)
            .label(
                input,
                "audio/midi",
                LabelFixtures.order(CN),
                new LabelPlan(Optional.of(shown), List.of(), false, false),
                output);
    assertThat(applied.implicit().notes()).containsExactly("rhythm-for-voice");
    // The music lasts 4760 ticks, 19 times 240 and 200; the cue begins 600 ms, 576 ticks, behind
    // it.
    long end = 1824 + 4760 + 576;
    assertThat(starts(MidiSystem.getSequence(output.toFile()), 15))
        .containsExactly(192L, 384L, 960L, 1152L, end, end + 192, end + 768, end + 960);
  }

  private static List<Long> starts(Sequence sequence, int channel) {
    List<Long> starts = new ArrayList<>();
    for (Track track : sequence.getTracks()) {
      for (int i = 0; i < track.size(); i++) {
        if (track.get(i).getMessage() instanceof ShortMessage message
            && message.getCommand() == ShortMessage.NOTE_ON
            && message.getChannel() == channel
            && message.getData2() > 0) {
          starts.add(track.get(i).getTick());
        }
      }
    }
    return starts;
  }
}
