/** The operator's door. */
@NullMarked
package io.colophon.gateway.admin;

import org.jspecify.annotations.NullMarked;
