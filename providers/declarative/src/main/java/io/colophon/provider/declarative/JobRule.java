package io.colophon.provider.declarative;

import io.colophon.provider.http.JobPace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;

/**
 * How a job is found again, asked after and fetched.
 *
 * @param handle where the answer to the submission names it
 * @param poll asks after it, as {@code {job}}
 * @param state where that answer says its state
 * @param states what the vendor's words for states mean
 * @param progress where that answer says how far it is, and what it says when it is done
 * @param whole the number that stands for all of it
 * @param fetch a further call for the result; empty: the poll's answer holds it
 * @param cancel stops it; empty: the vendor cannot
 * @param pace how often it is asked after
 */
record JobRule(
    JsonPointer handle,
    RequestRule poll,
    JsonPointer state,
    Map<String, State> states,
    Optional<JsonPointer> progress,
    double whole,
    Optional<RequestRule> fetch,
    Optional<RequestRule> cancel,
    JobPace pace) {

  /** States; the vendor's words are mapped to these and nothing else. */
  enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    FILTERED,
    CANCELLED
  }

  JobRule quick() {
    JobPace often =
        new JobPace(Duration.ofMillis(2), Duration.ofMillis(10), JobPace.DEFAULTS.strange());
    return new JobRule(handle, poll, state, states, progress, whole, fetch, cancel, often);
  }

  static JobRule read(Section section, Template.Reader templates) {
    Map<String, State> states = new LinkedHashMap<>();
    Section named = Section.of(section.get("states"));
    for (State state : State.values()) {
      String key = state.name().toLowerCase(java.util.Locale.ROOT);
      for (String word : named.texts(key)) {
        if (states.put(word, state) != null) {
          throw new AdapterException(named.node(), "state \"" + word + "\" is listed twice");
        }
      }
    }
    named.end();
    if (!states.containsValue(State.DONE)) {
      throw new AdapterException(named.node(), "no state means that the job is done");
    }
    Duration first = section.duration("first", JobPace.DEFAULTS.first());
    JobPace pace;
    try {
      pace =
          new JobPace(
              first, section.duration("most", JobPace.DEFAULTS.most()), JobPace.DEFAULTS.strange());
    } catch (IllegalArgumentException wrong) {
      throw new AdapterException(section.node(), String.valueOf(wrong.getMessage()));
    }
    JobRule rule =
        new JobRule(
            Section.pointer(section.get("handle")),
            RequestRule.read(Section.of(section.get("poll")), templates),
            Section.pointer(section.get("state")),
            states,
            section.pointer("progress"),
            section.number("progress-whole").orElse(1.0),
            section.section("fetch").map(one -> RequestRule.read(one, templates)),
            section.section("cancel").map(one -> RequestRule.read(one, templates)),
            pace);
    section.end();
    return rule;
  }
}
