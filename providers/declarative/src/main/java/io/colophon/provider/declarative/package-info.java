/**
 * Providers described by a YAML file instead of code: what is sent, what comes back, how jobs are
 * asked after, and how failures are told.
 */
@NullMarked
package io.colophon.provider.declarative;

import org.jspecify.annotations.NullMarked;
