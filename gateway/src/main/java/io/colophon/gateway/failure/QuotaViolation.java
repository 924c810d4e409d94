package io.colophon.gateway.failure;

/**
 * The limit that refused a request.
 *
 * @param subject whom it limits, for instance {@code key:bar}
 * @param dimension what it limits, for instance {@code tokens}
 * @param limit the amount allowed
 * @param description the limit, what is left and what was asked for; safe to show
 */
public record QuotaViolation(String subject, String dimension, long limit, String description) {}
