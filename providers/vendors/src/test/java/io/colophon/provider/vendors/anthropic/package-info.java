@NullMarked
package io.colophon.provider.vendors.anthropic;

import org.jspecify.annotations.NullMarked;
