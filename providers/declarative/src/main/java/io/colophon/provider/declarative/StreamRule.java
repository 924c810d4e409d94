package io.colophon.provider.declarative;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;

/**
 * How text comes piece by piece.
 *
 * @param form what the stream is made of
 * @param delta where a piece of text is
 * @param events names of the events that hold pieces; empty: all
 * @param end what ends it: data of an event, or the name of one
 * @param fields what is added to the request's JSON body to get a stream
 * @param model where the served model's name is
 * @param finish why the model stopped
 * @param usage what was used; the last event that says so counts
 */
record StreamRule(
    Form form,
    JsonPointer delta,
    Set<String> events,
    Optional<String> end,
    Map<String, Template> fields,
    Optional<JsonPointer> model,
    FinishRule finish,
    UsageRule usage) {

  /** Forms of streams. */
  enum Form {
    /** Server-sent events. */
    SSE,
    /** A JSON value in each line. */
    NDJSON,
    /** One JSON array that grows. */
    JSON_ARRAY
  }

  static StreamRule read(Section section, Template.Reader templates) {
    StreamRule rule =
        new StreamRule(
            Section.word(section.get("form"), Form.class),
            Section.pointer(section.get("delta")),
            Set.copyOf(section.texts("events")),
            section.findText("end"),
            RequestRule.all(section.map("fields"), templates),
            section.pointer("model"),
            section.section("finish").map(FinishRule::read).orElse(FinishRule.NONE),
            section.section("usage").map(UsageRule::read).orElse(UsageRule.NONE));
    section.end();
    return rule;
  }
}
