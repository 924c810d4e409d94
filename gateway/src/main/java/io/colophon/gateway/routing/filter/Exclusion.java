package io.colophon.gateway.routing.filter;

import io.colophon.gateway.failure.FieldViolation;
import java.util.List;

/**
 * Why a target is passed over.
 *
 * @param kind what passed it over
 * @param reason for people; names no secret and nothing of other callers
 * @param violations values of the request that it does not take; empty where that is not the point
 */
public record Exclusion(FilterKind kind, String reason, List<FieldViolation> violations) {
  public Exclusion {
    violations = List.copyOf(violations);
  }

  static Exclusion of(FilterKind kind, String reason) {
    return new Exclusion(kind, reason, List.of());
  }

  static Exclusion of(FilterKind kind, List<FieldViolation> violations) {
    FieldViolation first = violations.get(0);
    return new Exclusion(kind, first.field() + ": " + first.description(), violations);
  }
}
