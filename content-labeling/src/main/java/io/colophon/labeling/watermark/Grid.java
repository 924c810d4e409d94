package io.colophon.labeling.watermark;

/**
 * A guess at how the tile lies in a picture.
 *
 * @param x pixels per cell to the right
 * @param y pixels per cell downwards
 * @param evidence how far the waves of this grid stand out of the noise, in standard deviations
 */
record Grid(double x, double y, double evidence) {}
