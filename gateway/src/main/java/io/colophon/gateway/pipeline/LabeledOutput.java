package io.colophon.gateway.pipeline;

import io.colophon.labeling.AppliedLabel;

/**
 * One output as it leaves: labelled and in the provenance log.
 *
 * @param index which output, from 0
 * @param mimeType of the delivered bytes
 * @param sha256 of the delivered bytes, 64 lower-case hex digits
 * @param sizeBytes of the delivered bytes
 * @param label what it bears
 * @param logIndex where it stands in the provenance log
 */
public record LabeledOutput(
    int index, String mimeType, String sha256, long sizeBytes, AppliedLabel label, long logIndex) {}
