/**
 * C2PA: the signed statement of who made a file and how. Manifests are planned before a file is
 * written, bound to its bytes, signed and put in last.
 */
@org.jspecify.annotations.NullMarked
package io.colophon.labeling.credentials;
