/** Pictures drawn from a prompt by rules, without trained weights, and their files. */
@NullMarked
package io.colophon.provider.local.image;

import org.jspecify.annotations.NullMarked;
