package io.colophon.gateway.admission;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param tenant who pays
 * @param keyName name of the API key, or the certificate's subject; empty for a caller that was let
 *     in without one
 */
public record Caller(String tenant, Optional<String> keyName) {

  /** A caller from this machine while no key exists. */
  public static final Caller UNKEYED = new Caller("default", Optional.empty());
}
