package io.colophon.gateway.http;

import io.colophon.gateway.failure.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A request whose headers are there.
 *
 * @param facts what is known of it
 * @param route where it goes; where it is refused, what says how that is told
 * @param refusal why it goes nowhere; null when it is taken
 * @param status of the refusal; 0 for that of its reason
 * @param allow methods that the path has; null unless the method is the trouble
 */
record Arrival(
    RequestFacts facts,
    Route route,
    @Nullable Refusal refusal,
    int status,
    @Nullable String allow) {}
