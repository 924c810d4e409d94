package io.colophon.gateway.routing.filter;

/**
 * The kinds of reasons for which a target is passed over; a later one is nearer to being served, so
 * that it says best what stands in the way when nothing is left.
 */
public enum FilterKind {
  /** Puts out something else, or lacks an ability. */
  CAPABILITY("capability"),
  /** Does not take a size, a format or a length. */
  RANGE("range"),
  /** Does not take so many tokens. */
  CONTEXT("context"),
  /** Is there for other requests. */
  CONDITION("condition"),
  /** The tenant may not use it. */
  TENANT("tenant"),
  /** The model is not filed with the regulator of those it is for. */
  FILING("filing"),
  /** Runs where the request may not go. */
  RESIDENCY("residency"),
  /** The price is above a ceiling, or unknown where there is one. */
  PRICE("price"),
  /** Would change or drop something of a strict request. */
  STRICT("strict"),
  /** Was a canary, and was taken back. */
  CANARY("canary");

  private final String id;

  FilterKind(String id) {
    this.id = id;
  }

  /** As it stands in records. */
  public String id() {
    return id;
  }

  /** Whether an auditor wants to know that it held. */
  public boolean isEvidence() {
    return this == FILING || this == RESIDENCY;
  }
}
