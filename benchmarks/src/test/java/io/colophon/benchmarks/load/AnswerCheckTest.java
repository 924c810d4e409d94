package io.colophon.benchmarks.load;

import static io.colophon.v1.FinishReason.FINISH_REASON_LENGTH;
import static io.colophon.v1.FinishReason.FINISH_REASON_STOP;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.colophon.v1.OutputRecord;
import io.colophon.v1.Receipt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
  private static final String TEXT = "words\n\nAI生成 · AI-generated";

  @Test
  void fault_rightAnswer_isNone() throws Exception {
    assertThat(AnswerCheck.fault("words", TEXT, FINISH_REASON_STOP, receipt(TEXT))).isNull();
    assertThat(
            AnswerCheck.fault(
                "words", "words\n\nAI生成", FINISH_REASON_STOP, receipt("words\n\nAI生成")))
        .isNull();
  }

  @Test
  void fault_otherWords_isWrongText() throws Exception {
    assertThat(AnswerCheck.fault("other", TEXT, FINISH_REASON_STOP, receipt(TEXT)))
        .isEqualTo("wrong text");
  }

  @Test
  void fault_nothingAfterTheWords_isNoLabel() throws Exception {
    assertThat(AnswerCheck.fault("words", "words", FINISH_REASON_STOP, receipt("words")))
        .isEqualTo("no label after the text");
  }

  @Test
  void fault_labelOnlyInsideTheWords_isNoLabel() throws Exception {
    assertThat(
            AnswerCheck.fault(
                "AI-generated", "AI-generated", FINISH_REASON_STOP, receipt("AI-generated")))
        .isEqualTo("no label after the text");
  }

  @Test
  void fault_cutOff_namesTheReason() throws Exception {
    assertThat(AnswerCheck.fault("words", TEXT, FINISH_REASON_LENGTH, receipt(TEXT)))
        .isEqualTo("finish reason FINISH_REASON_LENGTH");
  }

  @Test
  void fault_receiptOfAnotherText_isFound() throws Exception {
    assertThat(AnswerCheck.fault("words", TEXT, FINISH_REASON_STOP, receipt(TEXT + ".")))
        .isEqualTo("digest of another text");
  }

  @Test
  void fault_noReceipt_isFound() {
    assertThat(AnswerCheck.fault("words", TEXT, FINISH_REASON_STOP, null)).isEqualTo("no receipt");
  }

  private static Receipt receipt(String text) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return Receipt.newBuilder()
        .setRequestId("r1")
        .addOutputs(OutputRecord.newBuilder().setSha256(ByteString.copyFrom(digest)))
        .build();
  }
}
