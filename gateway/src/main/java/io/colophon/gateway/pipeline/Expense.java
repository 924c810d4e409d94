package io.colophon.gateway.pipeline;

/** Why the platform pays for what an upstream did, and not the caller. */
public enum Expense {
  /** The attempt failed before anything of it reached the caller. */
  FAILED_ATTEMPT("failed-attempt"),
  /** Another attempt of the same generation was faster. */
  LOST_ATTEMPT("lost-attempt"),
  /** The upstream did its work, but the gateway could not deliver it as it must. */
  UNDELIVERED("undelivered"),
  /** A copy for a target that is tried out, whose answer nobody sees. */
  SHADOW("shadow");

  private final String id;

  Expense(String id) {
    this.id = id;
  }

  /** As it stands among the labels of the entry. */
  public String toRecord() {
    return "expense:" + id;
  }
}
