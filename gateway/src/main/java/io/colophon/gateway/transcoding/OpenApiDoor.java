package io.colophon.gateway.transcoding;

import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.NeutralErrors;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.Route;
import io.colophon.gateway.work.BlockingPool;
import io.grpc.ServerMethodDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /openapi.json}: what the REST port answers. Needs no key, as it tells nothing of anyone.
 */
public final class OpenApiDoor implements RestDoor {
  private final Map<String, ServerMethodDefinition<?, ?>> methods;
  private final List<Route> dialects;
  private final BlockingPool pool;
  private byte @Nullable [] document; // guarded by this

  /**
   * @param own whose methods are described in full
   * @param others whose routes are listed
   */
  public OpenApiDoor(TranscodingDoor own, List<RestDoor> others, BlockingPool pool) {
    this.methods = own.methods();
    this.dialects = others.stream().flatMap(door -> door.routes().stream()).toList();
    this.pool = pool;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/openapi.json", NeutralErrors.INSTANCE, this::answer));
  }

  private void answer(Exchange exchange) {
    pool.execute(
        () -> {
          try {
            exchange.json(200, document());
          } catch (RuntimeException failure) {
            exchange.fail(failure);
          }
        });
  }

  private synchronized byte[] document() {
    byte[] made = document;
    if (made == null) {
      made = OpenApiDocument.of(methods, dialects);
      document = made;
    }
    return made;
  }
}
