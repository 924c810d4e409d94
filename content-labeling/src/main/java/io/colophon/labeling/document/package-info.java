/** Documents: Markdown, HTML, Office Open XML and PDF, and exports of texts into them. */
@org.jspecify.annotations.NullMarked
package io.colophon.labeling.document;
