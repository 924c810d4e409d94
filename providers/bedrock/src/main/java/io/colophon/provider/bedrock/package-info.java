/** Amazon Bedrock: text by Converse, films by asynchronous invocation. */
@NullMarked
package io.colophon.provider.bedrock;

import org.jspecify.annotations.NullMarked;
