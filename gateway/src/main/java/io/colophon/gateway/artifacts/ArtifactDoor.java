package io.colophon.gateway.artifacts;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.NeutralErrors;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.Route;
import io.colophon.gateway.work.BlockingPool;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where links to artifacts lead: {@code GET /v1/artifacts/{id}?expires=..&signature=..}. The link
 * is the right to fetch it; no key is asked for. One range of bytes may be asked for. A link that
 * has expired or was altered is refused as one: there is nothing to learn from the difference.
 */
public final class ArtifactDoor implements RestDoor {
  private static final Logger log = LoggerFactory.getLogger(ArtifactDoor.class);

  private final Artifacts artifacts;
  private final ArtifactLinks links;
  private final BiFunction<String, String, Optional<String>> mimeTypes;
  private final BlockingPool pool;

  /**
   * @param mimeTypes media type by job and file; empty when there is no such artifact; may block
   */
  public ArtifactDoor(
      Artifacts artifacts,
      ArtifactLinks links,
      BiFunction<String, String, Optional<String>> mimeTypes,
      BlockingPool pool) {
    this.artifacts = artifacts;
    this.links = links;
    this.mimeTypes = mimeTypes;
    this.pool = pool;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get(ArtifactLinks.PATH + "{id}", NeutralErrors.INSTANCE, this::serve));
  }

  private void serve(Exchange exchange) {
    String id = exchange.segment("id");
    if (!links.isGood(
        id, exchange.query("expires").orElse(""), exchange.query("signature").orElse(""))) {
      throw Refusal.of(Reason.PERMISSION_DENIED, "the link has expired or was altered");
    }
    int dot = id.indexOf('.');
    pool.execute(
        () -> {
          try {
            send(exchange, id.substring(0, dot), id.substring(dot + 1));
          } catch (NoSuchFileException gone) {
            exchange.fail(notFound());
          } catch (IOException failure) {
            log.error("artifact {} cannot be read", id, failure);
            exchange.fail(Refusal.of(Reason.INTERNAL, "the artifact cannot be read", failure));
          } catch (RuntimeException failure) {
            exchange.fail(failure);
          }
        });
  }

  private void send(Exchange exchange, String job, String file) throws IOException {
    String mimeType = mimeTypes.apply(job, file).orElseThrow(ArtifactDoor::notFound);
    exchange.header("cache-control", "private, max-age=0");
    ArtifactAnswer.send(exchange, artifacts, job, file, mimeType, pool);
  }

  private static Refusal notFound() {
    return Refusal.of(Reason.NOT_FOUND, "the artifact is no longer kept");
  }
}
