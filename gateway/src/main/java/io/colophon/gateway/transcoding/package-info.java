/** The gateway's own gRPC API as JSON over HTTP (AIP-127), and the document that describes it. */
@NullMarked
package io.colophon.gateway.transcoding;

import org.jspecify.annotations.NullMarked;
