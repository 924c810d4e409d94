package io.colophon.gateway.failure;

/**
 * One thing wrong with a request.
 *
 * @param field path of the field in the message, for instance {@code image.width}
 * @param description the value and what was expected; safe to show
 */
public record FieldViolation(String field, String description) {}
