/** Where computing happens: electricity grids, sites and accelerators, read from data files. */
@NullMarked
package io.colophon.metering.environment;

import org.jspecify.annotations.NullMarked;
