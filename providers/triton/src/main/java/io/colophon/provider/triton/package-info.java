/**
 * Models behind NVIDIA Triton, or any server that speaks the open inference protocol (KServe v2)
 * over gRPC. Tensors and messages of that protocol stay in this package.
 */
@NullMarked
package io.colophon.provider.triton;

import org.jspecify.annotations.NullMarked;
