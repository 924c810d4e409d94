package io.colophon.provider.spi;

import java.util.Optional;
import java.util.Set;

/**
 * One ability of a plug-in, and how far it goes.
 *
 * @param ability what it can do
 * @param parameters what it passes on, in whatever form the vendor wants it; a parameter that is
 *     set on a request and is not among these is reported as dropped
 * @param streams whether output comes piece by piece while it is made
 * @param job whether the upstream runs it as a job that can be taken up again
 * @param cancels whether a cancellation stops the work at the upstream, rather than only the answer
 * @param labelKnob the vendor's switch for its own label; empty when it has none
 */
public record Capability(
    Ability ability,
    Set<Parameter> parameters,
    boolean streams,
    boolean job,
    boolean cancels,
    Optional<String> labelKnob) {
  public Capability {
    parameters = Set.copyOf(parameters);
  }
}
