/**
 * OpenAI's chat interface, as its own host and the many that imitate it speak it: requests,
 * answers, streams, and bytes that are handed on unchanged. Knows no vendor.
 */
@NullMarked
package io.colophon.provider.vendors.chat;

import org.jspecify.annotations.NullMarked;
