package io.colophon.labeling;

/**
 * The label of a text.
 *
 * @param suffix what to append to the text, line breaks included; never empty
 * @param aigc the object for the first and the last event of the answer
 * @param applied what goes into receipt and record
 */
public record TextLabel(String suffix, AigcLabel aigc, AppliedLabel applied) {}
