package io.colophon.provider.local.speech;

import com.sun.speech.freetts.OutputQueue;
import com.sun.speech.freetts.ProcessException;
import com.sun.speech.freetts.Utterance;
import com.sun.speech.freetts.UtteranceProcessor;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import com.sun.speech.freetts.relp.LPCResult;
import io.colophon.provider.local.audio.Loudness;
import io.colophon.provider.local.audio.PcmSink;
import io.colophon.provider.local.work.Work;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * American English in the voice "kal16": recorded diphones of one speaker, joined by FreeTTS with
 * residual-excited linear prediction. FreeTTS is driven step by step, without its player, its
 * output thread and its voice registry, so it touches no sound device and no system property.
 *
 * <p>One phrase is spoken at a time; threads take turns phrase by phrase.
 */
public final class DiphoneVoice implements SpeechEngine {
  private static final int SAMPLE_RATE = 16_000;

  /** Words per minute at which the voice was set up. */
  private static final float OWN_RATE = 150;

  /** The voice peaks near half of full scale; this brings it near the ceiling. */
  private static final double GAIN = 1.6;

  private static final double SENTENCE_GAP_SECONDS = 0.35;
  private static final double CUT_GAP_SECONDS = 0.04;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Voice voice;
  private final List<UtteranceProcessor> steps;

  private DiphoneVoice(Voice voice, List<UtteranceProcessor> steps) {
    this.voice = voice;
    this.steps = steps;
  }

  /** Reads the voice and the lexicon from the class path; takes about half a second. */
  @SuppressWarnings("unchecked") // FreeTTS is older than generics
  public static DiphoneVoice load() {
    for (Voice voice : new KevinVoiceDirectory().getVoices()) {
      if (voice.getName().equals("kevin16")) {
        voice.setOutputQueue(new OutputQueue()); // else it starts a thread of its own
        voice.allocate();
        return new DiphoneVoice(voice, List.copyOf(voice.getUtteranceProcessors()));
      }
    }
    throw new IllegalStateException("the FreeTTS jar holds no voice named kevin16");
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  @Override
  public void speak(String text, double speed, PcmSink sink, Work work) throws IOException {
    Trim trimmed = new Trim(new Loudness(sink, GAIN, 1), SAMPLE_RATE);
    String plain = EnglishText.of(text).text();
    int done = 0;
    for (Iterator<Phrase> phrases = phrases(plain); phrases.hasNext(); ) {
      work.checkpoint();
      Phrase phrase = phrases.next();
      double gap = phrase.endsSentence() ? SENTENCE_GAP_SECONDS : CUT_GAP_SECONDS;
      trimmed.phrase(speak(phrase, speed, work), gap / speed);
      done += phrase.characters();
      work.progress(Math.min(1.0, done / (double) plain.length()));
    }
  }

  private Iterator<Phrase> phrases(String plain) {
    com.sun.speech.freetts.Tokenizer tokenizer = voice.getTokenizer();
    tokenizer.setInputText(plain);
    return new Phrases(tokenizer);
  }

  private short[] speak(Phrase phrase, double speed, Work work) throws IOException {
    awaitTurn(work);
    try {
      voice.setRate((float) (OWN_RATE * speed));
      Utterance utterance = new Utterance(voice, phrase.tokens());
      utterance.setFirst(true);
      utterance.setLast(true);
      for (UtteranceProcessor step : steps) {
        step.processUtterance(utterance);
        work.checkpoint();
      }
      LPCResult result = (LPCResult) utterance.getObject("target_lpcres");
      short[] samples = samples(result.getWaveSamples());
      // Linear prediction: a multiply-add per coefficient and sample, and the residual's scaling.
      work.countFlop((2L * result.getNumberOfChannels() + 2) * samples.length);
      return samples;
    } catch (ProcessException e) {
      throw new IOException("the voice could not speak a phrase", e);
    } finally {
      turn.unlock();
    }
  }

  private void awaitTurn(Work work) {
    try {
      while (!turn.tryLock(10, TimeUnit.MILLISECONDS)) {
        work.checkpoint();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("interrupted");
    }
  }

  private static short[] samples(byte[] bigEndian) {
    short[] samples = new short[bigEndian.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (bigEndian[2 * i] << 8 | (bigEndian[2 * i + 1] & 0xff));
    }
    return samples;
  }
}
