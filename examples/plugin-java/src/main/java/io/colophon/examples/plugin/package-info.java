/**
 * A provider in a process of its own: draws Julia sets. Uses the contract, gRPC and the JDK, and
 * nothing else of Colophon.
 */
@NullMarked
package io.colophon.examples.plugin;

import org.jspecify.annotations.NullMarked;
