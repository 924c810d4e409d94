package io.colophon.provider.local.text;

import java.util.SplittableRandom;

/**
 * The tokens of one text, one after another, at most as many as there is room for. For one call and
 * one thread.
 */
final class TokenSource {
  private static final int NONE = -1;

  private final Guided guided;
  private final Vocabulary.Slice slice;
  private final Sampler sampler;
  private final Loops loops;
  private final float[] scores;
  private int last = NONE;

  TokenSource(Guided guided, Sampling sampling, Vocabulary.Slice slice) {
    this.guided = guided;
    this.slice = slice;
    this.loops = new Loops(slice, guided.room());
    this.scores = new float[slice.count()];
    this.sampler = new Sampler(sampling, new SplittableRandom(sampling.seed()), slice.content());
  }

  int next() {
    if (last != NONE) {
      guided.read(last);
    }
    guided.score(slice.first(), scores);
    if (last == NONE) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] = slice.opening().get(i) ? scores[i] : Float.NEGATIVE_INFINITY;
      }
    }
    loops.ruleOut(scores);
    int place = sampler.draw(scores);
    loops.add(place);
    last = slice.first() + place;
    return last;
  }
}
