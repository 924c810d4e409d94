/** How the tests of vendors take what a provider puts out. */
@NullMarked
package io.colophon.provider.vendors.taking;

import org.jspecify.annotations.NullMarked;
