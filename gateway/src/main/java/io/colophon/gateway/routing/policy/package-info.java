/**
 * How one of several targets is chosen, and what is known of each while choosing. Free of
 * configuration, providers and clocks, so that a simulation in virtual time runs the same classes.
 */
@NullMarked
package io.colophon.gateway.routing.policy;

import org.jspecify.annotations.NullMarked;
