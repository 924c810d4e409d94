/** Media that jobs put out: where they are kept, and links by which they are fetched. */
@NullMarked
package io.colophon.gateway.artifacts;

import org.jspecify.annotations.NullMarked;
