/** Who is it, may they, does the request make sense, is there quota. */
@NullMarked
package io.colophon.gateway.admission;

import org.jspecify.annotations.NullMarked;
