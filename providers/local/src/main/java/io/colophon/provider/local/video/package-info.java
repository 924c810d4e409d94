/** Films: moving scenes with sound, encoded to MP4 and WebM. */
@NullMarked
package io.colophon.provider.local.video;

import org.jspecify.annotations.NullMarked;
