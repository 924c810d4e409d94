package io.colophon.gateway.config;

/** Checks screening rules: that each looks for something, and can do what it says. */
final class ScreeningChecks {

  private ScreeningChecks() {}

  static void run(CrossCheck check) {
    check.bound().each(ScreeningRuleConfig.class, (path, rule) -> rule(check, path, rule));
    check
        .bound()
        .each(
            ModerationConfig.class,
            (path, asked) ->
                check.refuseUnknown(path + ".provider", asked.provider(), "providers"));
  }

  private static void rule(CrossCheck check, String path, ScreeningRuleConfig rule) {
    boolean asks = rule.moderation().isPresent();
    if (!asks && !rule.looksAtText()) {
      check.refuse(
          path,
          "looks for nothing, expected personal-data, words, words-file, expressions or"
              + " moderation");
    } else if (asks && rule.looksAtText()) {
      check.refuse(
          path + ".moderation", "beside other things to look for, expected a rule of its own");
    } else if (asks && rule.action() == ScreeningAction.MASK) {
      check.refuse(
          path + ".action",
          "value \"mask\": expected refuse or flag, since a model does not say what to mask");
    }
    for (int i = 0; i < rule.words().size(); i++) {
      if (rule.words().get(i).length() > 256) {
        check.refuse(
            path + ".words[" + i + "]",
            rule.words().get(i).length() + " characters: expected at most 256");
      }
    }
  }
}
