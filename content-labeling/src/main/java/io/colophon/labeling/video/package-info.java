/** Words laid over the first seconds of films. */
@NullMarked
package io.colophon.labeling.video;

import org.jspecify.annotations.NullMarked;
