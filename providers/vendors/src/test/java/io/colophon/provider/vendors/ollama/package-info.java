@NullMarked
package io.colophon.provider.vendors.ollama;

import org.jspecify.annotations.NullMarked;
