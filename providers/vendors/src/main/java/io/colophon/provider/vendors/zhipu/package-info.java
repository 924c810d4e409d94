/** Zhipu's open platform (BigModel): chat nearly as OpenAI's, CogView pictures, CogVideoX films. */
@NullMarked
package io.colophon.provider.vendors.zhipu;

import org.jspecify.annotations.NullMarked;
