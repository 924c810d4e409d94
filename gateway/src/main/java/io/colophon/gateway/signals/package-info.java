/** What model servers say of themselves on their Prometheus pages, asked again and again. */
@NullMarked
package io.colophon.gateway.signals;

import org.jspecify.annotations.NullMarked;
