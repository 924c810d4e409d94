/** The door to the models that can be asked for. */
@NullMarked
package io.colophon.gateway.models;

import org.jspecify.annotations.NullMarked;
