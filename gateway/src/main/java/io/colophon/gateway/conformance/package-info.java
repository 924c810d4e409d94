/** What each regime must be able to see, made from the log and the configuration. */
@NullMarked
package io.colophon.gateway.conformance;

import org.jspecify.annotations.NullMarked;
