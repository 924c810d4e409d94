package io.colophon.gateway.http;

import io.colophon.gateway.admission.Credentials;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Map;

/**
 * What is known of a request from its first line, headers and connection.
 *
 * @param head first line and headers
 * @param path without the query, percent-encoded
 * @param segments what the names in the route's path stand for
 * @param query decoded parameters
 * @param requestId the caller's, or ours
 * @param requestIdGiven whether it is the caller's
 * @param credentials who says that he asks
 * @param startNanos when it came, on the ticker
 */
record RequestFacts(
    HttpRequest head,
    String path,
    Map<String, String> segments,
    Map<String, String> query,
    String requestId,
    boolean requestIdGiven,
    Credentials credentials,
    long startNanos) {}
