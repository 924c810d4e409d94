@NullMarked
package io.colophon.provider.bedrock;

import org.jspecify.annotations.NullMarked;
