@NullMarked
package io.colophon.examples.plugin;

import org.jspecify.annotations.NullMarked;
