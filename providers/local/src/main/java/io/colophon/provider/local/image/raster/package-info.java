/** Drawing with the same result on every machine: paths, paints, noise and colours. */
@NullMarked
package io.colophon.provider.local.image.raster;

import org.jspecify.annotations.NullMarked;
