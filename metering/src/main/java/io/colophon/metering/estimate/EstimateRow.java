package io.colophon.metering.estimate;

import io.colophon.metering.figure.Figure;

/**
 * One line of a result.
 *
 * @param name for instance {@code energy}
 * @param unit of the figure
 * @param figure known, or unknown and why
 * @param note what is worth knowing of it; empty for nothing
 */
public record EstimateRow(String name, String unit, Figure figure, String note) {}
