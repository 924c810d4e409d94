/** Tests of the embedded provider as a whole. */
@NullMarked
package io.colophon.provider.local;

import org.jspecify.annotations.NullMarked;
