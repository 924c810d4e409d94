package io.colophon.gateway.admission;

import java.util.Optional;

/**
 * What a caller shows of himself.
 *
 * @param bearer the secret from {@code authorization: Bearer}
 * @param certificateSubject subject of the client certificate that TLS verified
 * @param loopback whether the call came from this machine
 * @param established who it is, where that was found out before: a job runs on after its call
 */
public record Credentials(
    Optional<String> bearer,
    Optional<String> certificateSubject,
    boolean loopback,
    Optional<Caller> established) {

  /** A call from inside the process. */
  public static final Credentials LOCAL =
      new Credentials(Optional.empty(), Optional.empty(), true, Optional.empty());

  /** A caller who is known already. */
  public static Credentials of(Caller caller) {
    return new Credentials(Optional.empty(), Optional.empty(), false, Optional.of(caller));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Credentials[bearer="
        + (bearer.isPresent() ? "***" : "none")
        + ", certificateSubject="
        + certificateSubject.orElse("none")
        + ", loopback="
        + loopback
        + "]";
  }
}
