package io.colophon.gateway.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of an API key; the secret is not.
 *
 * @param id not secret; part of the secret's text, so that a key can be told from its beginning
 * @param name for people, unique among the tenant's working keys
 * @param tenant whose it is
 * @param team the part of the tenant that it is for; empty for none
 * @param created when it was made
 * @param revoked when it was ended; empty while it works
 */
public record ApiKey(
    String id,
    String name,
    String tenant,
    Optional<String> team,
    Instant created,
    Optional<Instant> revoked) {}
