@NullMarked
package io.colophon.provider.triton;

import org.jspecify.annotations.NullMarked;
