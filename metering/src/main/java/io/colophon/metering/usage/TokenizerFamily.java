package io.colophon.metering.usage;

import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokenizers of large models, as far as they differ for counting. Two of them are here; for the
 * others there are weights by script.
 *
 * <p>The weights of {@link #O200K} and {@link #CL100K} are fitted to these tokenizers themselves
 * over 1 MB of English, Chinese, Japanese, Korean and Russian text, Java, Python, YAML and JSON, in
 * blocks of 1,500 characters: mean error of a block 2.6 to 7.4 %, by kind of text. The others start
 * from these and are not measured: DeepSeek with 0.6 tokens for a Chinese character, as its
 * documentation says (api-docs.deepseek.com, token usage), and GLM alike; Qwen alike, but with a
 * token for each digit; Llama 3 as the tokenizer of OpenAI that its own extends; Gemini with a
 * token for each digit, which gives its documentation's 4 characters for a token of English; Claude
 * with a third more tokens for a word, since its vocabulary is smaller.
 */
public enum TokenizerFamily {
  /** GPT-4o, 4.1, 5, the o series, gpt-oss. */
  O200K(EncodingType.O200K_BASE, Weights.O200K, 0.10),
  /** GPT-3.5, GPT-4, and the embedding models of OpenAI. */
  CL100K(EncodingType.CL100K_BASE, Weights.CL100K, 0.10),
  /** Qwen 2 and newer. */
  QWEN(null, Weights.CL100K.eastAsian(0.60, 0.75, 0.80).digitByDigit(), 0.25),
  /** DeepSeek 2 and newer. */
  DEEPSEEK(null, Weights.CL100K.eastAsian(0.60, 0.80, 0.90), 0.25),
  /** Zhipu's GLM 4 and newer. */
  GLM(null, Weights.CL100K.eastAsian(0.60, 0.80, 0.90), 0.25),
  /** Llama 3 and newer. */
  LLAMA(null, Weights.CL100K.eastAsian(0.80, 0.80, 0.80), 0.25),
  /** Anthropic's. */
  CLAUDE(null, Weights.CL100K.wordsTimes(1.35), 0.25),
  /** Google's. */
  GEMINI(null, Weights.O200K.eastAsian(0.65, 0.65, 0.75).digitByDigit(), 0.25),
  /** Any other, taken for the middle. */
  OTHER(null, Weights.O200K, 0.35);

  private static final int MOST_REMEMBERED = 4_096;
  private static final Map<String, TokenizerFamily> REMEMBERED = new ConcurrentHashMap<>();

  private final @Nullable EncodingType encoding;
  private final ScriptWeights weights;
  private final double margin;

  TokenizerFamily(@Nullable EncodingType encoding, ScriptWeights weights, double margin) {
    this.encoding = encoding;
    this.weights = weights;
    this.margin = margin;
  }

  /** The tokenizer itself; empty where only the weights are here. */
  Optional<EncodingType> encoding() {
    return Optional.ofNullable(encoding);
  }

  /** Whether texts can be counted exactly. */
  public boolean isExact() {
    return encoding != null;
  }

  ScriptWeights weights() {
    return weights;
  }

  /** By how much an estimate may be too high, as a fraction of it. */
  double margin() {
    return margin;
  }

  /**
   * The family of a model by its name, as vendors and hosts write it, for instance {@code
   * gpt-4o-mini} or {@code Qwen/Qwen3-32B}. Thread-safe; a name is looked at once.
   */
  public static TokenizerFamily of(String model) {
    TokenizerFamily known = REMEMBERED.get(model);
    if (known == null) {
      known = recognise(model);
      if (REMEMBERED.size() < MOST_REMEMBERED) {
        REMEMBERED.put(model, known);
      }
    }
    return known;
  }

  private static TokenizerFamily recognise(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    // A model that was trained from the answers of another has its own family's name in front.
    for (Sign sign : Sign.ALL) {
      if (name.contains(sign.part)) {
        return sign.family;
      }
    }
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.matches("o[1-9].*") ? O200K : OTHER;
  }

  /** A part of a name that gives the family away. */
  private record Sign(String part, TokenizerFamily family) {
    static final List<Sign> ALL =
        List.of(
            // DeepSeek's distilled models keep the tokenizer of what they were made from.
            new Sign("distill-qwen", QWEN),
            new Sign("distill-llama", LLAMA),
            new Sign("deepseek", DEEPSEEK),
            new Sign("qwen", QWEN),
            new Sign("qwq", QWEN),
            new Sign("llama", LLAMA),
            new Sign("chatglm", GLM),
            new Sign("glm-", GLM),
            new Sign("claude", CLAUDE),
            new Sign("gemini", GEMINI),
            new Sign("gemma", GEMINI),
            new Sign("gpt-4o", O200K),
            new Sign("gpt-4.1", O200K),
            new Sign("gpt-4.5", O200K),
            new Sign("gpt-5", O200K),
            new Sign("gpt-oss", O200K),
            new Sign("gpt-audio", O200K),
            new Sign("gpt-realtime", O200K),
            new Sign("gpt-4", CL100K),
            new Sign("gpt-3.5", CL100K),
            new Sign("gpt-35", CL100K),
            new Sign("text-embedding-3", CL100K),
            new Sign("text-embedding-ada", CL100K),
            new Sign("chatgpt", O200K));
  }

  /** Weights that are measured. */
  private static final class Weights {
    static final ScriptWeights O200K =
        new ScriptWeights(
            0.986, 0.25, 0.131, 0.263, 0.79, 0.744, 0.768, 1.35, 0.15, 0.567, 0.722, 0.356, 0.35,
            1.504);
    static final ScriptWeights CL100K =
        new ScriptWeights(
            0.958, 0.25, 0.262, 0.414, 1.136, 1.018, 1.186, 1.35, 0.15, 0.542, 0.768, 0.297, 0.35,
            1.403);
  }
}
