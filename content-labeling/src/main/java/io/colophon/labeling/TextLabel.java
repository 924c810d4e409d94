package io.colophon.labeling;

/**
 * The label of a text.
 *
 * @param suffix what to append to the text, line breaks included; never empty
 * @param applied what goes into receipt and record
 */
public record TextLabel(String suffix, AppliedLabel applied) {}
