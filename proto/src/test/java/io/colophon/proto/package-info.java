/** Tests of the contract as protoc understood it: how it reads, and that it keeps its promises. */
@NullMarked
package io.colophon.proto;

import org.jspecify.annotations.NullMarked;
