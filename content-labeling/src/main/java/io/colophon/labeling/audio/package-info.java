/** The rhythm label of sounds, and the sound formats that carry labels. */
@NullMarked
package io.colophon.labeling.audio;

import org.jspecify.annotations.NullMarked;
