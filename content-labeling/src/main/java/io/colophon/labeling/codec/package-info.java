/** Decoding and coding of sound and film through FFmpeg's libraries (LGPL build). */
@NullMarked
package io.colophon.labeling.codec;

import org.jspecify.annotations.NullMarked;
