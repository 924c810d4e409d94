package io.colophon.provider.declarative;

import java.util.Optional;
import tools.jackson.core.JsonPointer;

/**
 * What an answer holds.
 *
 * @param bytes media type of an answer whose body is the file itself; empty: it is JSON
 * @param text where the text is
 * @param vectors where the list of vectors is, and the vector within each of it
 * @param media where files are
 * @param model where the served model's name is
 * @param finish why the model stopped
 * @param finishHeader the header that says so, where the body is the file
 * @param usage what was used
 */
record AnswerRule(
    Optional<String> bytes,
    Optional<JsonPointer> text,
    Optional<Vectors> vectors,
    Optional<MediaRule> media,
    Optional<JsonPointer> model,
    FinishRule finish,
    Optional<String> finishHeader,
    UsageRule usage) {

  /** Where vectors are. */
  record Vectors(JsonPointer each, JsonPointer at) {}

  static AnswerRule read(Section section) {
    Optional<Section> vectors = section.section("vectors");
    AnswerRule rule =
        new AnswerRule(
            section.find("bytes").map(MediaRule::mimeType),
            section.pointer("text"),
            vectors.map(
                one ->
                    new Vectors(Section.pointer(one.get("each")), Section.pointer(one.get("at")))),
            section.section("media").map(MediaRule::read),
            section.pointer("model"),
            section.section("finish").map(FinishRule::read).orElse(FinishRule.NONE),
            section.findText("finish-header"),
            section.section("usage").map(UsageRule::read).orElse(UsageRule.NONE));
    vectors.ifPresent(Section::end);
    section.end();
    int outputs =
        (rule.bytes.isPresent() ? 1 : 0)
            + (rule.text.isPresent() ? 1 : 0)
            + (rule.vectors.isPresent() ? 1 : 0)
            + (rule.media.isPresent() ? 1 : 0);
    if (outputs != 1) {
      throw new AdapterException(
          section.node(), "an answer has one of bytes, text, vectors and media, found " + outputs);
    }
    return rule;
  }
}
