/** JMH benchmarks of finding copies without labels. */
@NullMarked
package io.colophon.benchmarks.fingerprint;

import org.jspecify.annotations.NullMarked;
