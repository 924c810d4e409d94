package io.colophon.labeling;

import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.MediaMarker;
import java.util.Optional;

/**
 * What can be done to files of one type.
 *
 * @param writer writes what machines read
 * @param marker writes what people see or hear, and the imperceptible mark; empty where samples
 *     cannot be changed
 */
record FileFormat(LabelWriter writer, Optional<MediaMarker> marker) {}
