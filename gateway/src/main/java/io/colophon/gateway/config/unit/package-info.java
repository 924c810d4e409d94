/** Values with a unit, as they are written in a configuration file. */
@NullMarked
package io.colophon.gateway.config.unit;

import org.jspecify.annotations.NullMarked;
