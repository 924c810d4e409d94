package io.colophon.provider.local.video;

/**
 * A film that was made.
 *
 * @param frames pictures in it
 * @param millis its length
 * @param bytes size of the file
 */
public record Film(int frames, long millis, long bytes) {}
