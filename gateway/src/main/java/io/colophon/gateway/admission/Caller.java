package io.colophon.gateway.admission;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param tenant who pays
 * @param keyName name of the API key, or the certificate's subject; empty for a caller that was let
 *     in without one
 * @param team the part of the tenant that the key was made for; empty for none
 */
public record Caller(String tenant, Optional<String> keyName, Optional<String> team) {

  /** A caller from this machine while no key exists. */
  public static final Caller UNKEYED = new Caller("default", Optional.empty());

  /** A caller of no team. */
  public Caller(String tenant, Optional<String> keyName) {
    this(tenant, keyName, Optional.empty());
  }
}
