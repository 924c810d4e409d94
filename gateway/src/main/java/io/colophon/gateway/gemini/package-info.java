/** The dialect of Google's {@code generateContent}. */
@NullMarked
package io.colophon.gateway.gemini;

import org.jspecify.annotations.NullMarked;
