/**
 * Labels that say content is machine-made: which are applied to which kind of file, how they are
 * written, and how they are found again. {@link io.colophon.labeling.Labeler} writes, {@link
 * io.colophon.labeling.ContentVerifier} reads; neither knows of requests, routes or the network.
 */
@NullMarked
package io.colophon.labeling;

import org.jspecify.annotations.NullMarked;
