/** Commands that need more than the gateway knows. */
@NullMarked
package io.colophon.distribution.commands;

import org.jspecify.annotations.NullMarked;
