/** The compliance team's door: what a file says of itself, and what the log knows of it. */
@NullMarked
package io.colophon.gateway.provenance;

import org.jspecify.annotations.NullMarked;
