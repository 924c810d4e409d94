package io.colophon.labeling;

/**
 * The signed manifest of a text.
 *
 * @param suffix what follows the text: invisible characters, about 6,000 (C2PA 2.4, A.8)
 * @param label what goes into receipt and record
 */
public record SignedText(String suffix, CredentialLabel label) {}
