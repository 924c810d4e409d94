/**
 * File formats as far as labels need them: where a label stands in each, read with bounded memory
 * from files nobody vouches for, and written by copying everything else.
 */
@NullMarked
package io.colophon.labeling.container;

import org.jspecify.annotations.NullMarked;
