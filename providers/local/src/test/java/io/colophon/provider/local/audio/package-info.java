/** Tests of the audio files. */
@NullMarked
package io.colophon.provider.local.audio;

import org.jspecify.annotations.NullMarked;
