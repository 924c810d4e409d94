package io.colophon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.longrunning.Operation;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.LabelContentOrder;
import io.colophon.v1.LabelContentResult;
import io.colophon.v1.Media;
import io.colophon.v1.QueryUsageRequest;
import io.colophon.v1.Receipt;
import io.colophon.v1.UsageRow;
import io.colophon.v1.UsageServiceGrpc;
import io.colophon.v1.VerifyContentResponse.Verdict;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
final class JavaExamplesTest {
  private static final String LABELED = "This answer comes from memory.\n\nAI生成 · AI-generated";

  private RunningGateway gateway;
  private Connection connection;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    gateway = RunningGateway.start(directory);
    connection = gateway.connect();
  }

  @AfterAll
  void stop() {
    connection.close();
    gateway.close();
  }

  @Test
  void unaryText_answers_withLabelAndReceipt() {
    GenerateResponse response = UnaryText.ask(connection.channel(), "Hello");

    assertThat(response.getOutputs(0).getText()).isEqualTo(LABELED);
    assertThat(response.getReceipt().getTargetModel()).isEqualTo("memory-text");
    assertThat(response.getReceipt().getLabelProfile()).isEqualTo("cn+eu");
  }

  @Test
  void streamText_endsWithItsReceipt() {
    StringBuilder text = new StringBuilder();

    Receipt receipt = StreamText.read(connection.channel(), "Hello", text);

    assertThat(text).hasToString(LABELED);
    assertThat(receipt.getOutputs(0).getSizeBytes())
        .isEqualTo(LABELED.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void cancelStream_afterTwoPieces_isSettledAsCancelled() {
    String read = CancelStream.readTwoPieces(connection.channel(), "slow");

    assertThat(read).isEqualTo("This ans");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(endStates()).contains("cancelled_after_output"));
  }

  @Test
  void textWithDeadline_slowModel_isNotReady() {
    assertThat(TextWithDeadline.ask(connection.channel(), "slow", Duration.ofMillis(200)))
        .isEqualTo("not ready within 200 ms");
  }

  @Test
  void textWithDeadline_quickModel_isReady() {
    assertThat(TextWithDeadline.ask(connection.channel(), "chat", Duration.ofSeconds(60)))
        .isEqualTo(LABELED);
  }

  @Test
  void videoJob_ends_withALabeledFilm(@TempDir Path directory) throws Exception {
    Operation started = VideoJob.start(connection.channel(), "waves");
    Media film = VideoJob.result(VideoJob.await(connection.channel(), started.getName()));
    Path file = Files.write(directory.resolve("film.mp4"), film.getData().toByteArray());

    assertThat(film.getMimeType()).isEqualTo("video/mp4");
    assertThat(VerifyFile.verify(connection.channel(), file).getVerdict())
        .isEqualTo(Verdict.VERDICT_LABELED);
  }

  @Test
  void imageToFile_writesWhatVerifyFileKnows(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("picture.png");

    Receipt receipt = ImageToFile.write(connection.channel(), "a boat", file);
    var found = VerifyFile.verify(connection.channel(), file);

    assertThat(found.getVerdict()).isEqualTo(Verdict.VERDICT_LABELED);
    assertThat(found.getSha256()).isEqualTo(receipt.getOutputs(0).getSha256());
    assertThat(found.getLogIndex()).isEqualTo(receipt.getOutputs(0).getLogIndex());
  }

  @Test
  void verifyFile_aFileWithoutLabel_isToldSo(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("note.txt"), "Written by hand.");

    assertThat(VerifyFile.verify(connection.channel(), file).getVerdict())
        .isEqualTo(Verdict.VERDICT_NO_LABEL);
  }

  @Test
  void labelFile_aPictureMadeElsewhere_comesBackLabeledAndOnRecord(@TempDir Path directory)
      throws Exception {
    Path picture = directory.resolve("drawn.png");
    ImageIO.write(noise(), "png", picture.toFile());
    Path labelled = directory.resolve("labelled.png");

    LabelContentResult result =
        LabelFile.label(
            connection.channel(), LabelContentOrder.getDefaultInstance(), picture, labelled);
    var found = VerifyFile.verify(connection.channel(), labelled);

    assertThat(result.getLabel().getExplicit().getText()).isEqualTo("AI生成");
    assertThat(found.getVerdict()).isEqualTo(Verdict.VERDICT_LABELED);
    assertThat(found.getLogIndex()).isEqualTo(result.getLogIndex());
    assertThat(found.getCredentials().getManifest())
        .isNotEmpty()
        .isEqualTo(result.getLabel().getC2PaManifest());
    assertThat(found.getWatermark().getPayload())
        .hasSize(16)
        .isEqualTo(result.getLabel().getWatermarkPayload());
  }

  @Test
  void labelFile_handedOnWithoutAnySign_comesBackAsItWas(@TempDir Path directory) throws Exception {
    Path picture = directory.resolve("drawn.png");
    ImageIO.write(noise(), "png", picture.toFile());
    Path back = directory.resolve("back.png");

    LabelContentResult result =
        LabelFile.label(
            connection.channel(),
            LabelContentOrder.newBuilder().setPropagate(true).build(),
            picture,
            back);

    assertThat(result.getJudgement()).isEmpty();
    assertThat(result.getLogIndex()).isEqualTo(-1);
    assertThat(back).hasSameBinaryContentAs(picture);
  }

  /** Has room for a mark. */
  private static BufferedImage noise() {
    BufferedImage picture = new BufferedImage(512, 384, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, (96 + x / 8 + random.nextInt(24)) * 0x010101);
      }
    }
    return picture;
  }

  private List<String> endStates() {
    return UsageServiceGrpc.newBlockingStub(connection.channel())
        .queryUsage(QueryUsageRequest.newBuilder().addGroupBy("end-state").build())
        .getRowsList()
        .stream()
        .map(UsageRow::getGroupList)
        .map(group -> group.get(0))
        .toList();
  }
}
