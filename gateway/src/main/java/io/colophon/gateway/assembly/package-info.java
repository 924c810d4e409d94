/**
 * From a configuration to what runs: providers found, deployments made, routes, prices and limits
 * in the terms of the modules that use them.
 */
@NullMarked
package io.colophon.gateway.assembly;

import org.jspecify.annotations.NullMarked;
