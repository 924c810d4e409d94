/**
 * What is recognised in a copy that lost its labels: exact digests, PDQ codes of pictures, codes of
 * sounds, payloads of watermarks, and the index that finds the record they belong to.
 */
@org.jspecify.annotations.NullMarked
package io.colophon.labeling.fingerprint;
