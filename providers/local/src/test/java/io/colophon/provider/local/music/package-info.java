/** Tests of the composer and its instruments. */
@NullMarked
package io.colophon.provider.local.music;

import org.jspecify.annotations.NullMarked;
