package io.colophon.provider.local.text;

import java.util.List;

/**
 * What the network is told of a prompt.
 *
 * @param language the language to write
 * @param form the kind of text
 * @param keys words of the topic, most important first; may be empty
 */
record Condition(Language language, Form form, List<String> keys) {
  Condition {
    keys = List.copyOf(keys);
  }

  Condition withoutKeys() {
    return new Condition(language, form, List.of());
  }
}
