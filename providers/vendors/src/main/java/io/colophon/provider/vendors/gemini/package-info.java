/** Google's Gemini API, and Veo behind it. */
@NullMarked
package io.colophon.provider.vendors.gemini;

import org.jspecify.annotations.NullMarked;
