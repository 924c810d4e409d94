package io.colophon.labeling.document;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * PDF: every byte of the original stays; the Info dictionary with the label follows as an
 * incremental update (ISO 32000-1, 7.5.6).
 */
final class PdfWriter implements LabelWriter {
  @Override
  public Set<String> mimeTypes() {
    return Set.of("application/pdf");
  }

  /**
   * None. A store can be embedded and hashed as C2PA 2.2, A.4 says, but the reference validator of
   * the day (c2pa-rs behind c2pa-wasm 0.13.3) answers for claims of version 2 in PDF that "data
   * hash exclusion does not match the manifest location": a manifest that validators call broken is
   * worse than none.
   */
  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    try (PDDocument document = PdfDocuments.openForUpdate(input.path())) {
      Set<COSDictionary> changed = new LinkedHashSet<>();
      PDDocumentInformation info = document.getDocumentInformation();
      if (info.getCustomMetadataValue(PdfFormat.KEY) != null) {
        Notes.add(notes, Notes.REPLACED_LABEL);
      }
      info.setCustomMetadataValue(PdfFormat.KEY, metadata.label().toJson());
      changed.add(info.getCOSObject());
      if (PdfStore.remove(document)) {
        changed.add(document.getDocumentCatalog().getCOSObject());
      }
      byte[] update = PdfDocuments.update(document, changed, input.size());
      output.copy(input, 0, input.size());
      output.write(update);
      return new Written(PdfFormat.CARRIER, notes, Optional.empty());
    }
  }
}
