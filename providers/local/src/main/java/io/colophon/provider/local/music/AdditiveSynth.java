package io.colophon.provider.local.music;

import io.colophon.provider.local.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Plays scores with sums of sines and, for drums, noise: plain, but there on every JVM. Used where
 * the JDK's synthesizer is missing or closed.
 */
final class AdditiveSynth implements Synth {
  private static final int BLOCK_FRAMES = 1024;

  @Override
  public void play(Score score, long from, long frames, StereoSink sink, Work work)
      throws IOException {
    List<AdditiveVoice> waiting = voices(score, from, frames);
    Iterator<AdditiveVoice> coming = waiting.iterator();
    AdditiveVoice next = coming.hasNext() ? coming.next() : null;
    List<AdditiveVoice> sounding = new ArrayList<>();
    float[] block = new float[BLOCK_FRAMES * 2];
    for (long done = 0; done < frames; ) {
      work.checkpoint();
      int count = (int) Math.min(BLOCK_FRAMES, frames - done);
      Arrays.fill(block, 0);
      while (next != null && next.start() < done + count) {
        sounding.add(next);
        next = coming.hasNext() ? coming.next() : null;
      }
      long flop = 0;
      for (Iterator<AdditiveVoice> voices = sounding.iterator(); voices.hasNext(); ) {
        AdditiveVoice voice = voices.next();
        flop += voice.addTo(block, done, count);
        if (voice.end() <= done + count) {
          voices.remove();
        }
      }
      work.countFlop(flop);
      sink.write(block, count);
      done += count;
    }
  }

  private static List<AdditiveVoice> voices(Score score, long from, long frames) {
    long until = from + frames * 1_000_000 / SAMPLE_RATE;
    List<AdditiveVoice> voices = new ArrayList<>();
    for (Part part : score.parts()) {
      for (Note note : part.notes()) {
        long on = score.micros(note.start());
        if (on >= from && on < until) {
          long start = (on - from) * SAMPLE_RATE / 1_000_000;
          long end = (score.micros(note.end()) - from) * SAMPLE_RATE / 1_000_000;
          voices.add(AdditiveVoice.of(part, note, start, end));
        }
      }
    }
    voices.sort(java.util.Comparator.comparingLong(AdditiveVoice::start));
    return voices;
  }
}
