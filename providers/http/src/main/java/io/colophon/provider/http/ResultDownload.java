package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a result from the address that the vendor's answer names, and puts it out piece by piece.
 * Since an answer is not to be trusted with our network: only http and https, only public addresses
 * unless the host is that of the deployment itself, at most five redirects, never from https to
 * http, credentials only to the deployment's own origin and only if asked for.
 */
public final class ResultDownload {
  private static final int MOST_REDIRECTS = 5;

  private final Output out;
  private final URI baseUrl;
  private long maxBytes = 2L * 1024 * 1024 * 1024;
  private @Nullable Consumer<HttpCall> credentials;

  /**
   * @param baseUrl the deployment's own address
   */
  public ResultDownload(Output out, URI baseUrl) {
    this.out = out;
    this.baseUrl = baseUrl;
  }

  /** Most bytes of one result; 2 GiB unless set. */
  public ResultDownload maxBytes(long bytes) {
    maxBytes = bytes;
    return this;
  }

  /** Adds credentials to calls that go to the deployment's own scheme, host and port. */
  public ResultDownload credentials(Consumer<HttpCall> add) {
    credentials = add;
    return this;
  }

  /**
   * Fetches; what goes wrong ends the stream.
   *
   * @param address as the answer names it
   * @param index which output, from 0
   * @param mimeType what it is when the server does not say so
   * @param then is called after the last chunk
   */
  public void fetch(String address, int index, String mimeType, Runnable then) {
    URI uri;
    try {
      uri = baseUrl.resolve(address.strip());
      Origin.of(uri);
    } catch (IllegalArgumentException unusable) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the answer names no usable address of its result");
      return;
    }
    follow(uri, 0, index, mimeType, then);
  }

  private void follow(URI uri, int redirects, int index, String mimeType, Runnable then) {
    Origin base = Origin.of(baseUrl);
    Origin to = Origin.of(uri);
    HttpCall call = HttpCall.get(uri);
    if (!to.host().equals(base.host())) {
      call.guarded();
    }
    if (credentials != null && to.equals(base)) {
      credentials.accept(call);
    }
    out.send(call, new Followed(uri, redirects, index, mimeType, then));
  }

  private final class Followed implements HttpReader {
    private final URI uri;
    private final int redirects;
    private final int index;
    private final String mimeType;
    private final Runnable then;
    private final MediaReader media;
    private @Nullable HttpHead odd;

    Followed(URI uri, int redirects, int index, String mimeType, Runnable then) {
      this.uri = uri;
      this.redirects = redirects;
      this.index = index;
      this.mimeType = mimeType;
      this.then = then;
      this.media = new MediaReader(out, index, mimeType, maxBytes, this::words, then);
    }

    private void words(HttpAnswer answer) {
      out.fail(
          FailureKind.MALFORMED_ANSWER,
          "the result is " + answer.head().mimeType() + " and no media");
    }

    @Override
    public void head(HttpHead head) {
      if (head.isSuccess()) {
        media.head(head);
      } else {
        odd = head;
      }
    }

    @Override
    public void body(ByteBuf piece) {
      if (odd == null) {
        media.body(piece);
      }
    }

    @Override
    public void end() {
      if (odd == null) {
        media.end();
      } else if (odd.status() / 100 == 3 && odd.header("location").isPresent()) {
        redirect(odd.header("location").orElseThrow());
      } else {
        refused(odd.status());
      }
    }

    private void refused(int status) {
      FailureKind kind = HttpFailures.kind(status);
      boolean passing = kind == FailureKind.OVERLOADED || kind == FailureKind.RATE_LIMITED;
      out.fail(
          passing ? kind : FailureKind.INTERNAL,
          "the result could not be fetched: status " + status);
    }

    private void redirect(String location) {
      if (redirects == MOST_REDIRECTS) {
        out.fail(
            FailureKind.MALFORMED_ANSWER,
            "the result lies behind more than " + MOST_REDIRECTS + " redirects");
        return;
      }
      URI next;
      try {
        next = uri.resolve(location.strip());
        boolean stillTls = Origin.of(next).tls();
        if (Origin.of(uri).tls() && !stillTls) {
          out.fail(
              FailureKind.MALFORMED_ANSWER, "the result is redirected from https to plain http");
          return;
        }
      } catch (IllegalArgumentException unusable) {
        out.fail(FailureKind.MALFORMED_ANSWER, "the result is redirected to no usable address");
        return;
      }
      follow(next, redirects + 1, index, mimeType, then);
    }

    @Override
    public void failed(ProviderException failure) {
      out.fail(failure);
    }
  }
}
