/** What the words of a prompt ask to see, in English and Chinese. */
@NullMarked
package io.colophon.provider.local.image.prompt;

import org.jspecify.annotations.NullMarked;
