@NullMarked
package io.colophon.provider.remote;

import org.jspecify.annotations.NullMarked;
