/**
 * Tencent Hunyuan as a service of Tencent Cloud: requests signed with TC3-HMAC-SHA256, fields in
 * PascalCase, errors within answers of status 200, and pictures as jobs. Its OpenAI-compatible host
 * is a matter of package {@code openai}.
 */
@NullMarked
package io.colophon.provider.vendors.hunyuan;

import org.jspecify.annotations.NullMarked;
