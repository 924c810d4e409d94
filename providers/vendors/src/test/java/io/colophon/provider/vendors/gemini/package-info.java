@NullMarked
package io.colophon.provider.vendors.gemini;

import org.jspecify.annotations.NullMarked;
