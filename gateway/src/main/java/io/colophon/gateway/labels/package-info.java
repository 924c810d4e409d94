/** The labelling step: policy, spooled media, provenance log. */
@NullMarked
package io.colophon.gateway.labels;

import org.jspecify.annotations.NullMarked;
