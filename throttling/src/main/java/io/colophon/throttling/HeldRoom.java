package io.colophon.throttling;

/**
 * What one hold has on one limit.
 *
 * @param rule the limit as declared
 * @param subject whom it was applied to
 * @param held still held, in the dimension's unit; at least 1
 */
public record HeldRoom(LimitRule rule, String subject, long held) {}
