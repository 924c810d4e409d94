package io.colophon.labeling.credentials;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Range;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/**
 * Signs plain text (C2PA 2.4, A.8): a manifest, bound to the text, as a suffix of invisible
 * characters. Thread-safe.
 *
 * <p>How long the suffix is depends on its bytes, and its length is signed: a circle. It is cut by
 * planning the length first and choosing, after signing, as many bytes of the unprotected header as
 * are missing. A stamp makes the suffix several times as long; give credentials without an
 * authority if that is too much.
 */
public final class TextCredentials {
  /** Ten times what random bytes make the length differ. */
  private static final int SPARE_BYTES = 64;

  private final SigningCredentials credentials;

  public TextCredentials(SigningCredentials credentials) {
    this.credentials = credentials;
  }

  /**
   * A signed text.
   *
   * @param suffix the wrapper, to be put right after the text
   * @param signed the manifest in it
   */
  public record Wrapped(String suffix, SignedStore signed) {}

  /**
   * Signs a whole text. It is bound in normal form C, as validators compare it, so it may be
   * delivered as it is; only what is put after it must be the suffix.
   *
   * @param text has no wrapper yet, see {@link TextWrapper#strip}
   * @param order of a data binding with one exclusion; its media type a kind of text
   * @throws LabelingException if the text has a wrapper, or signing fails
   */
  public Wrapped wrap(String text, ManifestOrder order) throws LabelingException {
    requireBare(text);
    byte[] utf8 = Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    byte[] hash = Sha256.of(utf8);
    SigningManifest manifest =
        credentials.plan(
            order,
            List.of(FormatMetadata.of(order.mimeType())),
            new SigningManifest.Slack(Padding.FREE, SPARE_BYTES));
    int about = TextWrapper.utf8Bytes(manifest.storeBytes(), 0);
    int low = manifest.expectedLowBytes(binding(hash, utf8.length, about));
    int length = TextWrapper.utf8Bytes(manifest.storeBytes(), low);
    SignedStore signed = manifest.sign(binding(hash, utf8.length, length), low);
    String suffix = TextWrapper.encode(signed.bytes());
    if (suffix.getBytes(StandardCharsets.UTF_8).length != length) {
      throw new IllegalStateException("the wrapper is not " + length + " bytes long");
    }
    return new Wrapped(suffix, signed);
  }

  private static HardBinding binding(byte[] hash, int from, int length) {
    return new HardBinding.Data(hash, List.of(new Range(from, length)));
  }

  private static void requireBare(String text) throws LabelingException {
    try {
      if (TextWrapper.find(text).isPresent()) {
        throw new LabelingException(
            Reason.CREDENTIALS, "the text has a manifest, expected one without");
      }
    } catch (MalformedMediaException e) {
      throw new LabelingException(Reason.MALFORMED_INPUT, e.detail(), e);
    }
  }
}
