/** An HTTP upstream made of plain sockets, for tests of plug-ins that speak HTTP. */
@NullMarked
package io.colophon.provider.testkit.http;

import org.jspecify.annotations.NullMarked;
