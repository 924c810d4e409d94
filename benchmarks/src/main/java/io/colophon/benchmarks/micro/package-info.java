/** JMH benchmarks of single parts, without gRPC. */
@NullMarked
package io.colophon.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
