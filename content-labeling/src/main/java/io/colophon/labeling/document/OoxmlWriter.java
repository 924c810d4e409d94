package io.colophon.labeling.document;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Source;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** DOCX, PPTX and XLSX: the label as a custom property; every other part keeps its content. */
final class OoxmlWriter implements LabelWriter {
  @Override
  public Set<String> mimeTypes() {
    return Set.of(OoxmlFormat.DOCX, OoxmlFormat.PPTX, OoxmlFormat.XLSX);
  }

  /** C2PA 2.x binds packages by a hash for each entry, which is not written here. */
  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    try (ZipFile zip = OoxmlParts.open(input.path());
        OutputStream out = output.asStream()) {
      CustomProperties properties = CustomProperties.read(zip);
      if (properties.set(metadata.label().toJson())) {
        Notes.add(notes, Notes.REPLACED_LABEL);
      }
      PackageCopy.write(zip, properties.parts(), out);
    } catch (ZipException | EOFException e) {
      throw new MalformedMediaException("zip.structure", String.valueOf(e.getMessage()));
    }
    return new Written(OoxmlFormat.CARRIER, notes, Optional.empty());
  }
}
