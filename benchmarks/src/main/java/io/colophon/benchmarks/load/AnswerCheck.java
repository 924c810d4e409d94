package io.colophon.benchmarks.load;

import io.colophon.v1.FinishReason;
import io.colophon.v1.Receipt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an answer is right: the words, the label after them, a receipt with its log index
 * and the digest of exactly what came.
 */
final class AnswerCheck {
  private static final String LABEL_EN = "AI-generated";
  private static final String LABEL_ZH = "AI生成";

  private AnswerCheck() {}

  /** What is wrong, in the same words for the same fault; null if nothing is. */
  static @Nullable String fault(
      String expected, String text, FinishReason reason, @Nullable Receipt receipt) {
    if (!text.startsWith(expected)) {
      return "wrong text";
    }
    if (!text.startsWith(LABEL_EN, text.indexOf("AI", expected.length()))
        && text.indexOf(LABEL_ZH, expected.length()) < 0) {
      return "no label after the text";
    }
    if (reason != FinishReason.FINISH_REASON_STOP) {
      return "finish reason " + reason;
    }
    if (receipt == null || receipt.getRequestId().isEmpty()) {
      return "no receipt";
    }
    if (receipt.getOutputsCount() != 1) {
      return receipt.getOutputsCount() + " outputs in the receipt";
    }
    byte[] digest = receipt.getOutputs(0).getSha256().toByteArray();
    return MessageDigest.isEqual(digest, sha256(text)) ? null : "digest of another text";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
