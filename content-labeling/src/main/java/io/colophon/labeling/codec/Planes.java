package io.colophon.labeling.codec;

import java.nio.ByteBuffer;

/**
 * The samples of one film frame: luma of full size, two chroma planes of half width and height, 8
 * bits each. The buffers are views of native memory, valid only during the call that hands them
 * out.
 *
 * @param luma samples of brightness
 * @param chroma the two colour planes
 * @param lumaStride bytes from one row of luma to the next
 * @param chromaStride bytes from one row of chroma to the next
 * @param fullRange whether black is 0 and white 255, rather than 16 and 235
 */
public record Planes(
    int width,
    int height,
    ByteBuffer luma,
    ByteBuffer[] chroma,
    int lumaStride,
    int chromaStride,
    boolean fullRange) {

  /** Takes a frame at its time. */
  public interface Taker {
    /**
     * @param seconds since the first frame
     * @return whether more frames are wanted
     */
    boolean take(Planes frame, double seconds);
  }
}
