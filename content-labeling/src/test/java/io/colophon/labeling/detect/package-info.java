@NullMarked
package io.colophon.labeling.detect;

import org.jspecify.annotations.NullMarked;
