/** Pictures for words that name nothing we can draw: a small network whose input is the words. */
@NullMarked
package io.colophon.provider.local.image.texture;

import org.jspecify.annotations.NullMarked;
