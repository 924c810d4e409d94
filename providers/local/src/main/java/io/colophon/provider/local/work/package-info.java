/** How an engine stays in touch with the generation it works for. */
@NullMarked
package io.colophon.provider.local.work;

import org.jspecify.annotations.NullMarked;
