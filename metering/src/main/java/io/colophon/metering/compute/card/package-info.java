/** What is publicly known of models, read from data files with a source for each figure. */
@NullMarked
package io.colophon.metering.compute.card;

import org.jspecify.annotations.NullMarked;
