package io.colophon.provider.local.text;

import java.util.stream.IntStream;

/** How a condition is said to the network: {@code <language> <form> key <kw> key <sep>}. */
final class ConditionTokens {
  private ConditionTokens() {}

  static int[] of(Condition condition, Vocabulary vocabulary, Tokenizer tokenizer) {
    IntStream.Builder out = IntStream.builder();
    out.add(vocabulary.special(condition.language().piece()));
    out.add(vocabulary.special(condition.form().piece()));
    String before = condition.language() == Language.ENGLISH ? " " : "";
    boolean first = true;
    for (String key : condition.keys()) {
      if (!first) {
        out.add(vocabulary.special("<kw>"));
      }
      first = false;
      for (int id : tokenizer.encode(before + key)) {
        out.add(id);
      }
    }
    return out.add(vocabulary.special("<sep>")).build().toArray();
  }
}
