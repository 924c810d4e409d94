/** Sound as samples, and the files it is written to. */
@NullMarked
package io.colophon.provider.local.audio;

import org.jspecify.annotations.NullMarked;
