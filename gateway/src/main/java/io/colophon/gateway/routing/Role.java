package io.colophon.gateway.routing;

/** What a target is there for among those of its route. */
public enum Role {
  /** Takes what comes. */
  ORDINARY,
  /** New: takes a share of what comes, for as long as it does as well as the others. */
  CANARY,
  /** Gets copies, whose answers nobody sees. */
  SHADOW
}
