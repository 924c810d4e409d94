/**
 * Clients of a gateway, one topic each. Every program takes the gateway's address as its first
 * argument ({@code localhost:9090} when there is none) and an API key from {@code COLOPHON_KEY}.
 */
@NullMarked
package io.colophon.examples;

import org.jspecify.annotations.NullMarked;
