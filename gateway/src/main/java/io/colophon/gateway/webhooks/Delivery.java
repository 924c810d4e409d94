package io.colophon.gateway.webhooks;

import java.time.Instant;

/**
 * An event on its way to one endpoint.
 *
 * @param id what the receiver tells repetitions by: {@code msg_} and 26 characters
 * @param tenant whose event it is
 * @param endpoint name of the endpoint in the tenant's configuration
 * @param event what happened, for instance {@code job.succeeded}
 * @param payload the body, JSON
 * @param tries how often it was sent in vain
 * @param next when it is sent, or sent again
 * @param until when it is given up
 */
public record Delivery(
    String id,
    String tenant,
    String endpoint,
    String event,
    String payload,
    int tries,
    Instant next,
    Instant until) {}
