/** Music composed from a description by rules, and the instruments that play it. */
@NullMarked
package io.colophon.provider.local.music;

import org.jspecify.annotations.NullMarked;
