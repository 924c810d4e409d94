/** Replicate: anybody's models behind one interface of predictions. */
@NullMarked
package io.colophon.provider.vendors.replicate;

import org.jspecify.annotations.NullMarked;
