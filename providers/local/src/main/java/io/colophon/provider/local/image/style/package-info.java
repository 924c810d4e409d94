/** Ways of painting: what turns a finished picture into a watercolour or a mosaic. */
@NullMarked
package io.colophon.provider.local.image.style;

import org.jspecify.annotations.NullMarked;
