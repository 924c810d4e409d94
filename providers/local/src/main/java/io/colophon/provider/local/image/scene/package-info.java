/** A prompt laid out as a scene, and the painters of what stands in it. */
@NullMarked
package io.colophon.provider.local.image.scene;

import org.jspecify.annotations.NullMarked;
