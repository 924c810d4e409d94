/**
 * Retries, hedges and ejections within limits. Time and randomness are passed in and nothing here
 * knows of requests or providers, so that the same classes run in the gateway and in a simulation.
 */
@NullMarked
package io.colophon.gateway.resilience;

import org.jspecify.annotations.NullMarked;
