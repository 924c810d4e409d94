/** Hands usage on to the receivers that the configuration names. */
@NullMarked
package io.colophon.gateway.exports;

import org.jspecify.annotations.NullMarked;
