/** The REST doors under load, beside nginx as a plain proxy in the same run. */
@NullMarked
package io.colophon.benchmarks.rest;

import org.jspecify.annotations.NullMarked;
