/** Usage as it is billed: checked for what cannot be, and counted here where nobody else does. */
@NullMarked
package io.colophon.metering.usage;

import org.jspecify.annotations.NullMarked;
