/** Tests of all modules together: who knows whom, and the program as it is run. */
@NullMarked
package io.colophon.distribution;

import org.jspecify.annotations.NullMarked;
