/** The order in which a generation passes through the verbs, and what they know of it. */
@NullMarked
package io.colophon.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
