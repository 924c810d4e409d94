/**
 * A client that puts a gRPC server under load, checks every answer and tells the figures. It knows
 * the contract and nothing of any server.
 */
@NullMarked
package io.colophon.benchmarks.load;

import org.jspecify.annotations.NullMarked;
