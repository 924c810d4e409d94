/** Words drawn into pictures and frames, and the still formats that carry them. */
@NullMarked
package io.colophon.labeling.image;

import org.jspecify.annotations.NullMarked;
