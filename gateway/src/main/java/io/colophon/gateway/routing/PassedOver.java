package io.colophon.gateway.routing;

/**
 * A target of the route that a generation may not go to, or cannot.
 *
 * @param target as {@code provider/model}
 * @param filter what passed it over, for instance {@code residency}
 * @param reason for people, for instance {@code region us is outside eu}; safe to show to callers
 */
public record PassedOver(String target, String filter, String reason) {}
