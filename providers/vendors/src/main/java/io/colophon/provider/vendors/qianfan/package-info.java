/**
 * Baidu Qianfan's first interface (ERNIE at {@code aip.baidubce.com}), with access tokens in the
 * query and errors within answers of status 200. The second one is OpenAI's and a matter of package
 * {@code openai}.
 */
@NullMarked
package io.colophon.provider.vendors.qianfan;

import org.jspecify.annotations.NullMarked;
