/**
 * iFlytek Spark over its WebSocket, whose address carries the signature. Its HTTP interface is
 * OpenAI's and a matter of package {@code openai}.
 */
@NullMarked
package io.colophon.provider.vendors.spark;

import org.jspecify.annotations.NullMarked;
