package io.colophon.labeling;

import io.colophon.labeling.container.AviFormat;
import io.colophon.labeling.container.FlacFormat;
import io.colophon.labeling.container.FlvFormat;
import io.colophon.labeling.container.GifFormat;
import io.colophon.labeling.container.HeifFormat;
import io.colophon.labeling.container.JpegFormat;
import io.colophon.labeling.container.M4aFormat;
import io.colophon.labeling.container.MatroskaFormat;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.MidiFormat;
import io.colophon.labeling.container.MovFormat;
import io.colophon.labeling.container.Mp3Format;
import io.colophon.labeling.container.Mp4Format;
import io.colophon.labeling.container.OggFormat;
import io.colophon.labeling.container.PlainText;
import io.colophon.labeling.container.PngFormat;
import io.colophon.labeling.container.TiffFormat;
import io.colophon.labeling.container.WavFormat;
import io.colophon.labeling.container.WebpFormat;
import io.colophon.labeling.document.HtmlFormat;
import io.colophon.labeling.document.MarkdownFormat;
import io.colophon.labeling.document.OoxmlFormat;
import io.colophon.labeling.document.PdfFormat;
import java.util.List;
import java.util.Optional;

/** Every format that labels are looked for in. Text comes last: it recognises by elimination. */
final class Formats {
  private static final List<MediaFormat> ALL =
      List.of(
          new PngFormat(),
          new JpegFormat(),
          new WebpFormat(),
          new GifFormat(),
          new TiffFormat(),
          HeifFormat.avif(),
          HeifFormat.heic(),
          new WavFormat(),
          new M4aFormat(),
          new MovFormat(),
          new Mp4Format(),
          new MatroskaFormat(),
          new AviFormat(),
          new FlvFormat(),
          new Mp3Format(),
          new FlacFormat(),
          new OggFormat(),
          new MidiFormat(),
          new PdfFormat(),
          new OoxmlFormat(),
          new HtmlFormat(),
          new MarkdownFormat(),
          new PlainText());

  private Formats() {}

  static Optional<MediaFormat> of(byte[] head) {
    return ALL.stream().filter(format -> format.recognises(head)).findFirst();
  }
}
