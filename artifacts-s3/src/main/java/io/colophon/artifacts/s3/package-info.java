/** Keeps artifacts of jobs in a bucket. */
@NullMarked
package io.colophon.artifacts.s3;

import org.jspecify.annotations.NullMarked;
