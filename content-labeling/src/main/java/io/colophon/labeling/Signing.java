package io.colophon.labeling;

import io.colophon.labeling.credentials.SigningCredentials;
import io.colophon.labeling.credentials.read.ManifestValidator;

/**
 * Who signs, and who checks what was signed.
 *
 * @param credentials makes signed manifests
 * @param validator judges the manifests that content comes with, and reads ours back
 */
public record Signing(SigningCredentials credentials, ManifestValidator validator) {}
