@NullMarked
package io.colophon.labeling.policy;

import org.jspecify.annotations.NullMarked;
