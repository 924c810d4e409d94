/** The servers under load, each a process of its own: the gateway, and gRPC without a gateway. */
@NullMarked
package io.colophon.benchmarks.server;

import org.jspecify.annotations.NullMarked;
