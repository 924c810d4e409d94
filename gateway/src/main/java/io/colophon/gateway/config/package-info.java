/**
 * The configuration of the gateway: records that say what can be configured, with units as types
 * and defaults at the component, and the loader that fills them from a file laid over the embedded
 * default. Nothing outside this package reads YAML.
 */
@NullMarked
package io.colophon.gateway.config;

import org.jspecify.annotations.NullMarked;
