@NullMarked
package io.colophon.provider.vendors.replicate;

import org.jspecify.annotations.NullMarked;
