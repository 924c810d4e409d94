/** Text into spoken words. */
@NullMarked
package io.colophon.provider.local.speech;

import org.jspecify.annotations.NullMarked;
