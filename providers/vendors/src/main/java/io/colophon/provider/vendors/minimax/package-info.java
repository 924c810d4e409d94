/**
 * MiniMax: chat, speech, music, pictures and films of one platform that says what went wrong in
 * {@code base_resp} of answers with status 200.
 */
@NullMarked
package io.colophon.provider.vendors.minimax;

import org.jspecify.annotations.NullMarked;
