package io.colophon.provider.local.text;

import io.colophon.provider.local.work.Work;
import io.colophon.provider.spi.FinishReason;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * The embedded language model {@code local-lm}: small, trained by this project on WordNet, the King
 * James Bible and old Chinese poems and prose (docs/models/local-lm.md). It writes locally fluent
 * text that has to do with the key words of the prompt; it knows no facts. A Chinese prompt gets
 * Chinese, any other gets English.
 *
 * <p>For any number of threads at once; every call has its own state of less than 2 MB.
 */
public final class LocalLanguageModel {
  private final Vocabulary vocabulary;
  private final Tokenizer tokenizer;
  private final Network network;
  private final Angles angles;
  private final PromptReader reader;

  private LocalLanguageModel(Vocabulary vocabulary, Network network) {
    this.vocabulary = vocabulary;
    this.tokenizer = new Tokenizer(vocabulary);
    this.network = network;
    this.angles = new Angles(network.shape().headWidth(), network.shape().context());
    this.reader = new PromptReader(vocabulary);
  }

  /**
   * Loads the weights that come with this class; about 16 MB of memory. Keep and share the result.
   *
   * @throws ModelFileException if a file of the model is missing, altered or of another version
   */
  public static LocalLanguageModel load() {
    return of(Resources.bytes("vocabulary.txt"), Resources.bytes("local-lm.bin"));
  }

  static LocalLanguageModel of(byte[] vocabularyFile, byte[] weightFile) {
    Vocabulary vocabulary = Vocabulary.parse(vocabularyFile);
    Network network = WeightFile.read(weightFile, vocabularyFile);
    if (network.shape().vocabulary() != vocabulary.size()) {
      throw new ModelFileException(
          "weights for "
              + network.shape().vocabulary()
              + " pieces, vocabulary has "
              + vocabulary.size());
    }
    return new LocalLanguageModel(vocabulary, network);
  }

  /**
   * Writes a text on the calling thread.
   *
   * @param onText takes each fragment as it comes, never empty, never half a character; together
   *     they are the text of the result
   * @param work asked before every token whether to go on; told progress, and the operations of all
   *     matrix products
   * @throws CancellationException from {@code work}; what was delivered by then stays delivered
   */
  public TextResult generate(
      TextPrompt prompt, Sampling sampling, Consumer<String> onText, Work work) {
    int inputTokens = tokenizer.count(prompt.text(), work::checkpoint);
    Condition condition = reader.read(prompt);
    int[] told = ids(condition);
    int[] bare = ids(condition.withoutKeys());
    Guided guided = new Guided(network, angles, (float) sampling.guidance(), told, bare, work);
    Language language = condition.language();
    TokenSource source = new TokenSource(guided, sampling, vocabulary.slice(language));
    StopTexts out = new StopTexts(sampling.stops(), onText);
    int most = Math.min(sampling.maxTokens(), guided.room());
    FinishReason finish = FinishReason.LENGTH;
    int written = 0;
    while (written < most && finish == FinishReason.LENGTH) {
      int token = source.next();
      if (token == vocabulary.end()) {
        finish = FinishReason.STOP;
      } else {
        String text = vocabulary.text(token);
        // English pieces carry the space before their word; a text does not begin with one.
        boolean stopped = out.add(written == 0 ? text.stripLeading() : text);
        finish = stopped ? FinishReason.STOP : finish;
        written++;
        work.progress((double) written / most);
      }
    }
    out.flush();
    work.progress(1);
    return new TextResult(out.text(), inputTokens, told.length, written, finish);
  }

  /** How many tokens a text has; 0 for the empty text. */
  public int countTokens(String text) {
    return tokenizer.count(text, () -> {});
  }

  /** Weights of the network, all of them at work on every token. */
  public long parameters() {
    return network.shape().parameters();
  }

  /** Most tokens of key words and text together. */
  public int contextTokens() {
    return network.shape().context();
  }

  Tokenizer tokenizer() {
    return tokenizer;
  }

  Condition condition(TextPrompt prompt) {
    return reader.read(prompt);
  }

  /** Natural logarithm of the probability of a whole text, with its end, under a condition. */
  double logLikelihood(Condition condition, String text) {
    Decoder decoder = new Decoder(network, angles, Work.UNOBSERVED);
    decoder.read(ids(condition));
    Vocabulary.Slice slice = vocabulary.slice(condition.language());
    float[] scores = new float[slice.count()];
    int[] tokens = tokenizer.encode(condition.language() == Language.ENGLISH ? " " + text : text);
    double sum = 0;
    for (int i = 0; i <= tokens.length; i++) {
      int next = i < tokens.length ? tokens[i] : vocabulary.end();
      decoder.score(slice.first(), scores, scores.length);
      sum += LogProbability.of(scores, next - slice.first());
      if (i < tokens.length) {
        decoder.read(next);
      }
    }
    return sum;
  }

  private int[] ids(Condition condition) {
    return ConditionTokens.of(condition, vocabulary, tokenizer);
  }
}
