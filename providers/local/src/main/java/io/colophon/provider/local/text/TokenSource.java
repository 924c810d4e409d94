package io.colophon.provider.local.text;

import java.util.SplittableRandom;

/** The tokens of one text, one after another. For one call and one thread. */
final class TokenSource {
  private static final int NONE = -1;

  private final Guided guided;
  private final Vocabulary.Slice slice;
  private final Sampler sampler;
  private final float[] scores;
  private int last = NONE;

  TokenSource(Guided guided, Sampling sampling, Vocabulary.Slice slice) {
    this.guided = guided;
    this.slice = slice;
    this.scores = new float[slice.count()];
    this.sampler = new Sampler(sampling, new SplittableRandom(sampling.seed()), slice.mayRepeat());
  }

  int next() {
    if (last != NONE) {
      guided.read(last);
    }
    guided.score(slice.first(), scores);
    last = slice.first() + sampler.draw(scores);
    return last;
  }
}
