/**
 * The server of the REST port: connections, routes, requests and answers, whatever the dialect. A
 * dialect is a {@link io.colophon.gateway.http.RestDoor} in a package of its own.
 */
@NullMarked
package io.colophon.gateway.http;

import org.jspecify.annotations.NullMarked;
