/** Tests of the voices. */
@NullMarked
package io.colophon.provider.local.speech;

import org.jspecify.annotations.NullMarked;
