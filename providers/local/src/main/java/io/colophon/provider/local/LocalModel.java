package io.colophon.provider.local;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;

/** One model of the embedded provider. Thread-safe; loads its engine at its first job. */
interface LocalModel {

  /** What it says about itself. */
  ModelDescription description();

  /**
   * Looks at a request that needs nothing but what the model declares. Quick: loads nothing, reads
   * no file, and decodes no picture.
   *
   * @param report takes what will not be used as it was asked
   * @throws io.colophon.provider.spi.ProviderException if a value is out of range or cannot be
   *     served
   */
  Job prepare(GenerationRequest request, CallOptions options, Report report);
}
