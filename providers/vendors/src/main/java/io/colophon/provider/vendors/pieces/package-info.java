/**
 * What vendors with a chat interface of their own have in common: pieces of text and of tool calls
 * that become events, counts, media within JSON, and the shape of messages that several of them
 * share. Knows no vendor.
 */
@NullMarked
package io.colophon.provider.vendors.pieces;

import org.jspecify.annotations.NullMarked;
