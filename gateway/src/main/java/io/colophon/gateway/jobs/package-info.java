/** Long-running generations that survive the caller and a restart. */
@NullMarked
package io.colophon.gateway.jobs;

import org.jspecify.annotations.NullMarked;
