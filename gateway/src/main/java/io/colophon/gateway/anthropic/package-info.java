/** The dialect of Anthropic's {@code /v1/messages}. */
@NullMarked
package io.colophon.gateway.anthropic;

import org.jspecify.annotations.NullMarked;
