package io.colophon.provider.local.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.Test;

final class MidiFileTest {

  @Test
  void midi_sameSeed_givesTheSameBytes() {
    byte[] first = MusicEngine.midi("happy folk song", Duration.ofSeconds(20), 3);
    assertThat(MusicEngine.midi("happy folk song", Duration.ofSeconds(20), 3)).isEqualTo(first);
    assertThat(MusicEngine.midi("happy folk song", Duration.ofSeconds(20), 4)).isNotEqualTo(first);
  }

  @Test
  void midi_readByTheJdk_hasTempoKeyMetreAndLength() throws Exception {
    Sequence sequence = read("a waltz in D minor, 120 bpm");
    assertThat(sequence.getResolution()).isEqualTo(480);
    assertThat(sequence.getMicrosecondLength() / 1e6).isCloseTo(20.0, within(0.05));
    Track conductor = sequence.getTracks()[0];
    assertThat(meta(conductor, 0x51).get(0)).containsExactly(0x07, 0xA1, 0x20);
    assertThat(meta(conductor, 0x59).get(0)).containsExactly(0xFF, 0x01);
    assertThat(meta(conductor, 0x58).get(0)).containsExactly(3, 2, 24, 8);
  }

  @Test
  void midi_readByTheJdk_hasAnOffForEveryOnAndDrumsOnChannelTen() throws Exception {
    Sequence sequence = read("rock with electric guitar");
    int drums = 0;
    for (Track track : sequence.getTracks()) {
      int sounding = 0;
      for (int i = 0; i < track.size(); i++) {
        MidiMessage message = track.get(i).getMessage();
        if (message instanceof ShortMessage note && note.getCommand() == ShortMessage.NOTE_ON) {
          sounding++;
          drums += note.getChannel() == 9 ? 1 : 0;
        } else if (message instanceof ShortMessage off
            && off.getCommand() == ShortMessage.NOTE_OFF) {
          sounding--;
        }
      }
      assertThat(sounding).isZero();
    }
    assertThat(drums).isGreaterThan(20);
  }

  @Test
  void signature_everyKey_isWithinSixSharpsOrFlats() {
    for (int tonic = 0; tonic < 12; tonic++) {
      assertThat(new Key(tonic, false).signature()).isBetween(-5, 6);
      assertThat(new Key(tonic, true).signature()).isBetween(-5, 6);
    }
    assertThat(new Key(7, false).signature()).isEqualTo(1);
    assertThat(new Key(5, false).signature()).isEqualTo(-1);
    assertThat(new Key(9, true).signature()).isZero();
    assertThat(new Key(0, true).signature()).isEqualTo(-3);
  }

  private static Sequence read(String prompt) throws Exception {
    byte[] bytes = MusicEngine.midi(prompt, Duration.ofSeconds(20), 1);
    return MidiSystem.getSequence(new ByteArrayInputStream(bytes));
  }

  private static List<int[]> meta(Track track, int type) {
    List<int[]> found = new ArrayList<>();
    for (int i = 0; i < track.size(); i++) {
      if (track.get(i).getMessage() instanceof MetaMessage meta && meta.getType() == type) {
        byte[] data = meta.getData();
        int[] values = new int[data.length];
        for (int b = 0; b < data.length; b++) {
          values[b] = data[b] & 0xff;
        }
        found.add(values);
      }
    }
    return found;
  }
}
