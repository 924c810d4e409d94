@NullMarked
package io.colophon.provider.vendors.openai;

import org.jspecify.annotations.NullMarked;
