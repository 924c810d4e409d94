package io.colophon.gateway.http;

import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/** JSON of doors: one factory for all, whose buffers belong to threads. */
public final class JsonBytes {
  private static final int MOST_NESTED = 200;

  /** For parsers and generators of request and answer bodies. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_NESTED)
                  .maxStringLength(Integer.MAX_VALUE) // a body has a limit of its own
                  .build())
          .build();

  private JsonBytes() {}

  /** What the writer writes, as UTF-8. */
  public static byte[] write(Consumer<JsonGenerator> writer) {
    ByteArrayBuilder out = new ByteArrayBuilder(512);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      writer.accept(json);
    }
    return out.toByteArray();
  }
}
