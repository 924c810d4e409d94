package io.colophon.gateway.cli;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.credentials.TextWrapper;
import io.colophon.labeling.document.TextExport;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.LabelContentOrder;
import io.colophon.v1.LabelContentResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Texts in files: a name of a document makes one, which the gateway labels and records. */
final class TextFiles {
  private TextFiles() {}

  /**
   * Makes of a finished text file the document that its name asks for; a file of any other name
   * stays as it is.
   *
   * @param file has the text, and keeps it if the document cannot be made
   * @param answer with its receipt
   */
  static void export(GatewayConnection gateway, Path file, String text, GenerateResponse answer)
      throws IOException {
    Optional<TextExport> export = TextExport.of(file);
    if (export.isEmpty()) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    Path bare = Files.createTempFile(folder, "export-", export.get().ending());
    try {
      export.get().write(withoutWords(text, answer), bare);
      LabelContentOrder order =
          LabelContentOrder.newBuilder().setModel(answer.getReceipt().getServedModel()).build();
      LabelContentResult result = ContentLabelUpload.label(gateway, order, bare, file);
      if (!result.hasLabel()) {
        throw new CommandFailedException("the gateway did not label " + file);
      }
    } catch (LabelingException e) {
      throw new CommandFailedException(file + " cannot be made: " + e.getMessage());
    } finally {
      Files.deleteIfExists(bare);
    }
  }

  /** The document gets words of its own; those at the end of the text would be a second time. */
  private static String withoutWords(String answered, GenerateResponse answer) throws IOException {
    String text = TextWrapper.strip(answered);
    String words =
        answer.getReceipt().getLabelsCount() == 0
            ? ""
            : answer.getReceipt().getLabels(0).getExplicit().getText();
    String end = "\n\n" + words;
    return !words.isEmpty() && text.endsWith(end)
        ? text.substring(0, text.length() - end.length())
        : text;
  }
}
