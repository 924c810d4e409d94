package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.Count;
import java.util.List;
import java.util.Optional;

/** What must hold of one fact of a request; all that is said here. */
public record ConditionConfig(
    @About("Exactly this text.") Optional<String> equals,
    @About("One of these texts.") List<String> in,
    @About("A text that begins so.") Optional<String> prefix,
    @About("Whether there is such a fact at all.") Optional<Boolean> exists,
    @About("A number of this or more.") Optional<Count> atLeast,
    @About("A number above this.") Optional<Count> above,
    @About("A number of this or less.") Optional<Count> atMost,
    @About("A number below this.") Optional<Count> below) {

  public ConditionConfig {
    in = List.copyOf(in);
  }

  /** Whether it compares texts. */
  public boolean comparesText() {
    return equals.isPresent() || !in.isEmpty() || prefix.isPresent();
  }

  /** Whether it compares numbers. */
  public boolean comparesNumbers() {
    return atLeast.isPresent() || above.isPresent() || atMost.isPresent() || below.isPresent();
  }
}
