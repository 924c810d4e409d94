package io.colophon.metering.compute.card;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names to look for, given how a vendor spells a model: the name itself, then without what only
 * says where it is served or which dated snapshot it is. Each is looked up as a whole; nothing is
 * matched by likeness, since a similar name is another model.
 */
final class ModelSpellings {
  /** Bedrock: region and vendor before the name, version of the interface behind it. */
  private static final Pattern BEDROCK =
      Pattern.compile(
          "^(?:(?:us|eu|apac|global)\\.)?"
              + "(?:anthropic|meta|mistral|cohere|amazon|deepseek|openai|qwen|stability)\\.(?=.)");

  private static final Pattern BEDROCK_VERSION = Pattern.compile("-v\\d+(?::\\d+){1,2}$");

  /** Vertex AI: {@code @20250514}, {@code @default}. */
  private static final Pattern AT = Pattern.compile("@[a-z0-9.-]+$");

  /** OpenRouter and Ollama: the tag says how it is served. */
  private static final Pattern TAG = Pattern.compile(":(?:latest|free|nitro|floor)$");

  private static final Pattern DATE =
      Pattern.compile("-20\\d{2}(?:-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\\d|3[01]))$");

  private ModelSpellings() {}

  /** Spellings of a name, the closest first. */
  static Set<String> of(String written) {
    Set<String> spellings = new LinkedHashSet<>();
    String name = plain(written);
    spellings.add(name);
    String bare = name.substring(name.lastIndexOf('/') + 1);
    spellings.add(bare);
    bare = TAG.matcher(AT.matcher(bare).replaceFirst("")).replaceFirst("");
    spellings.add(bare);
    bare = BEDROCK_VERSION.matcher(BEDROCK.matcher(bare).replaceFirst("")).replaceFirst("");
    spellings.add(bare);
    spellings.add(DATE.matcher(bare).replaceFirst(""));
    spellings.remove("");
    return spellings;
  }

  /** Lower case, with hyphens for spaces and underscores. */
  static String plain(String written) {
    return written.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }
}
