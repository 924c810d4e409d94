package io.colophon.provider.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the network listens to its key words: texts are likelier under their own than others'. */
class KeywordLikelihoodTest {
  private static final LocalLanguageModel MODEL = LocalLanguageModel.load();

  private record Case(String key, String text) {}

  /** Handed round by any number of places, the same key words must fit the texts less well. */
  private static void ownKeysFitBest(Language language, Form form, List<Case> cases) {
    double own = fit(language, form, cases, 0);
    for (int places = 1; places < cases.size(); places++) {
      assertThat(fit(language, form, cases, places)).as("places %s", places).isLessThan(own);
    }
  }

  private static double fit(Language language, Form form, List<Case> cases, int places) {
    double sum = 0;
    for (int i = 0; i < cases.size(); i++) {
      String key = cases.get((i + places) % cases.size()).key();
      Condition condition = new Condition(language, form, List.of(key));
      sum += MODEL.logLikelihood(condition, cases.get(i).text());
    }
    return sum;
  }

  /** Sentences of this test, in no training text. They do not contain their key word. */
  @Test
  void logLikelihood_sentencesWithoutTheirWord_fitTheirOwnBest() {
    ownKeysFitBest(
        Language.ENGLISH,
        Form.DEFINE,
        List.of(
            new Case("ship", "It sailed across the ocean and came into the harbor."),
            new Case("doctor", "The patient was treated for the disease in a hospital."),
            new Case("music", "The orchestra played the song and the people danced."),
            new Case("money", "He paid the debt and put the rest into a bank."),
            new Case("tree", "It has leaves, branches and roots, and grows in the forest."),
            new Case("king", "He ruled the country and wore a crown.")));
  }

  @Test
  void logLikelihood_definitions_fitTheirOwnWordBest() {
    ownKeysFitBest(
        Language.ENGLISH,
        Form.DEFINE,
        List.of(
            new Case("mountain", "A mountain is a land mass that is very high."),
            new Case("bread", "The word bread means food made from dough of flour and water."),
            new Case("judge", "A judge is an official who decides questions in a court.")));
  }

  @Test
  void logLikelihood_couplets_fitTheirOwnWordBest() {
    ownKeysFitBest(
        Language.CHINESE,
        Form.FIVE,
        List.of(
            new Case("月", "今夜山中月，清光照我衣。"),
            new Case("春风", "春风吹绿草，处处百花开。"),
            new Case("酒", "对酒与君饮，一杯还一杯。")));
  }
}
