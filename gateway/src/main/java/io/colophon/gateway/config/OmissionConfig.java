package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.provider.spi.Default;
import java.util.List;

/**
 * Copies without the label that people see or hear (Measures for Labelling, Article 9). The
 * metadata label stays in all of them.
 */
public record OmissionConfig(
    @Default("false") @About("Whether a request may ask for such a copy.") boolean allowed,
    @About(
            "Agreements under which it may, by their ids; empty: any, as long as the request names"
                + " one.")
        List<String> agreements) {

  public OmissionConfig {
    agreements = List.copyOf(agreements);
  }
}
