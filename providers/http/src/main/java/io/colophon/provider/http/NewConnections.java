package io.colophon.provider.http;

import io.colophon.provider.http.Http2Connections.Way;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Ticker;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives a channel to every exchange that was granted a place: a new HTTP/1.1 connection, or a
 * stream of an HTTP/2 connection. Thread-safe.
 */
final class NewConnections implements AutoCloseable {
  private final HttpClient client;
  private final ConnectionConfig config;
  private final Ticker ticker;
  private final Connector connector;
  private final Http2Connections http2;
  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  NewConnections(HttpClient client, ConnectionConfig config, Ticker ticker, Connector connector) {
    this.client = client;
    this.config = config;
    this.ticker = ticker;
    this.connector = connector;
    this.http2 = new Http2Connections(config.maxConnections());
  }

  /** To be called on the exchange's loop. */
  void connect(Origin origin, Exchange exchange) {
    if (!origin.tls() || !config.http2()) {
      open(origin, false, exchange);
      return;
    }
    Way way = http2.way(origin, exchange);
    if (way instanceof Way.Stream stream) {
      openStream(origin, stream.session(), exchange);
    } else if (way instanceof Way.Connect) {
      open(origin, true, exchange);
    }
  }

  private void open(Origin origin, boolean offerHttp2, Exchange exchange) {
    connector.connect(
        origin,
        offerHttp2,
        exchange.loop(),
        (channel, failure) -> {
          if (channel == null) {
            notOpened(origin, exchange, failure);
          } else if (Connector.speaksHttp2(channel)) {
            openedHttp2(origin, channel, exchange);
          } else {
            opened(origin, channel, exchange);
          }
        });
  }

  private void notOpened(Origin origin, Exchange exchange, @Nullable ProviderException told) {
    ProviderException failure =
        told == null
            ? new ProviderException(FailureKind.UNREACHABLE, "no connection to " + origin)
            : told;
    List<Exchange> joined = http2.notOpened(origin, exchange.loop());
    fail(origin, exchange, failure);
    joined.forEach(other -> fail(origin, other, failure));
  }

  private void fail(Origin origin, Exchange exchange, ProviderException failure) {
    client.gone(origin, null);
    exchange.failed(failure);
  }

  // ---- HTTP/1.1

  private void opened(Origin origin, Channel channel, Exchange exchange) {
    channel.pipeline().addLast(Connector.codec()).addLast(new ConnectionHandler(client, origin));
    stands(channel);
    var unused = channel.closeFuture().addListener(done -> client.gone(origin, channel));
    exchange.connected(channel);
    if (origin.tls() && config.http2()) {
      http2.openedOneByOne(origin, exchange.loop()).forEach(other -> connect(origin, other));
    }
  }

  private void stands(Channel channel) {
    channels.add(channel);
    var unused = channel.closeFuture().addListener(done -> channels.remove(channel));
    if (closed) {
      Cut.off(channel);
    }
  }

  // ---- HTTP/2

  private void openedHttp2(Origin origin, Channel channel, Exchange exchange) {
    stands(channel);
    if (!channel.isActive()) {
      notOpened(origin, exchange, null);
      return;
    }
    Http2Session session =
        new Http2Session(channel, origin, config.maxConnections(), ticker.nanos());
    session.whenReady(
        connector.connectMillis(),
        (ready, failure) -> {
          if (ready == null) {
            notOpened(origin, exchange, failure);
          } else {
            ready(origin, ready, exchange);
          }
        });
    try {
      Http2Pipeline.begin(channel, session, config.maxConnections());
    } catch (Http2Exception unable) {
      channel.pipeline().fireExceptionCaught(unable);
    }
  }

  private void ready(Origin origin, Http2Session session, Exchange exchange) {
    boolean taken = session.take(); // before others learn of it
    List<Exchange> joined = http2.opened(origin, session);
    var unused = session.channel().closeFuture().addListener(done -> http2.gone(origin, session));
    if (taken) {
      openStream(origin, session, exchange);
    } else {
      client.gone(origin, null);
      exchange.again(new ProviderException(FailureKind.UNREACHABLE, origin + " takes no streams"));
    }
    joined.forEach(other -> connect(origin, other));
  }

  private void openStream(Origin origin, Http2Session session, Exchange exchange) {
    var unused =
        Http2Pipeline.open(session, new StreamHandler(client, origin))
            .addListener(
                done -> {
                  if (done.isSuccess()) {
                    streamOpened(origin, session, (Http2StreamChannel) done.getNow(), exchange);
                  } else {
                    givenBack(origin, session);
                    session.leave();
                    exchange.again(
                        new ProviderException(
                            FailureKind.UNREACHABLE, "no stream to " + origin, null, done.cause()));
                  }
                });
  }

  private void streamOpened(
      Origin origin, Http2Session session, Channel stream, Exchange exchange) {
    var unused = stream.closeFuture().addListener(gone -> givenBack(origin, session));
    exchange.connected(stream);
  }

  private void givenBack(Origin origin, Http2Session session) {
    session.giveBack(ticker.nanos());
    client.gone(origin, null);
  }

  // ---- all

  /**
   * Ends the HTTP/2 connections that nobody has used since a moment.
   *
   * @param needed whether an origin is in use
   */
  void sweep(long beforeNanos, Predicate<Origin> needed) {
    http2.sweep(beforeNanos, needed);
  }

  /** Connections that stand. */
  int count() {
    return channels.size();
  }

  /** Cuts every connection. */
  @Override
  public void close() {
    closed = true;
    channels.forEach(Cut::off);
  }
}
