package io.colophon.provider.vendors.pieces;

import io.colophon.provider.http.Output;
import io.colophon.provider.http.ResultDownload;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Delivers results that lie behind links, at once, as the links expire. */
public final class Results {
  private Results() {}

  /**
   * Fetches one result after the other and ends the stream.
   *
   * @param baseUrl the deployment's own address
   * @param links what the answer names; at least one
   * @param mimeType what a result is when its server does not say so
   * @param usage what was used
   */
  public static void fetch(
      Output out, URI baseUrl, List<String> links, String mimeType, Usage usage) {
    fetch(out, baseUrl, links, 0, mimeType, usage);
  }

  private static void fetch(
      Output out, URI baseUrl, List<String> links, int index, String mimeType, Usage usage) {
    if (index == links.size()) {
      out.finish(FinishReason.STOP, usage);
      return;
    }
    new ResultDownload(out, baseUrl)
        .fetch(
            links.get(index),
            index,
            mimeType,
            () -> fetch(out, baseUrl, links, index + 1, mimeType, usage));
  }

  /** The stated usage; with the pictures that we counted, where the vendor does not count them. */
  public static Usage withImages(Usage stated, int images) {
    if (stated.value(UsageUnit.IMAGES).isPresent()) {
      return stated;
    }
    Map<UsageUnit, Quantity.Known> all = new HashMap<>(stated.quantities());
    all.put(UsageUnit.IMAGES, new Quantity.Known(images, Quantity.Source.COUNTED_LOCALLY));
    return new Usage(all, stated.suspicions());
  }
}
