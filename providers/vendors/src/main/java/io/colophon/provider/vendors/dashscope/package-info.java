/**
 * Alibaba Cloud Model Studio (DashScope) in its own dialect: text, pictures and films as tasks, and
 * speech over a WebSocket. The compatible mode of the same host is a matter of package {@code
 * openai}.
 */
@NullMarked
package io.colophon.provider.vendors.dashscope;

import org.jspecify.annotations.NullMarked;
