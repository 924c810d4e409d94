/** Why a target may not serve a request, or cannot: one class for each kind of reason. */
@NullMarked
package io.colophon.gateway.routing.filter;

import org.jspecify.annotations.NullMarked;
