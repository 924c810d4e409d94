/**
 * The embedded provider: text, pictures, speech, music and film made on this machine, without a
 * network or a key.
 *
 * <p>A request is prepared on the caller's thread (cheap, refuses what cannot be done), computed on
 * a bounded pool of workers, and delivered on demand by other threads, so that a slow reader never
 * holds a worker. Files wait on disk for their reader, already removed from the directory.
 */
@NullMarked
package io.colophon.provider.local;

import org.jspecify.annotations.NullMarked;
