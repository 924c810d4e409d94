/**
 * The room in front of the targets: who may make an attempt where, whose turn it is when every
 * target that would do is full, and who is told at once that waiting is of no use.
 */
@NullMarked
package io.colophon.gateway.waiting;

import org.jspecify.annotations.NullMarked;
