/**
 * What is looked for in words before they reach a model or a caller: personal data, words,
 * expressions, and what a moderating model says.
 */
@NullMarked
package io.colophon.gateway.screening;

import org.jspecify.annotations.NullMarked;
