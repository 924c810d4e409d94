/**
 * Reads and validates C2PA manifests that anybody may have written: every size is checked before it
 * is used, and whatever is wrong ends in the specification's own status codes.
 */
@org.jspecify.annotations.NullMarked
package io.colophon.labeling.credentials.read;
