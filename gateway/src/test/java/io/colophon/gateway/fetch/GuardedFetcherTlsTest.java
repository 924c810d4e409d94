package io.colophon.gateway.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.gateway.config.LinksConfig;
import io.colophon.gateway.tls.TestCertificates;
import io.colophon.provider.spi.Part;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection goes to an address that was checked; the certificate must fit the name. */
class GuardedFetcherTlsTest {
  private static final byte[] GIF = "GIF89a".getBytes(StandardCharsets.US_ASCII);

  @TempDir static Path folder;
  private static EventLoopGroup loops;
  private static TestCertificates certificates;
  private static Channel listening;

  @BeforeAll
  static void start() throws Exception {
    loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    certificates = new TestCertificates(folder);
    certificates.issue("server", "CN=server");
    SslContext tls =
        SslContextBuilder.forServer(
                certificates.certificate("server").toFile(),
                certificates.privateKey("server").toFile())
            .build();
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Answering(tls))
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  @AfterAll
  static void stop() {
    var unusedClose = listening.close();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static final class Answering extends ChannelInitializer<Channel> {
    private final SslContext tls;

    Answering(SslContext tls) {
      this.tls = tls;
    }

    @Override
    protected void initChannel(Channel made) {
      made.pipeline()
          .addLast(
              tls.newHandler(made.alloc()),
              new HttpServerCodec(),
              new SimpleChannelInboundHandler<HttpObject>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
                  if (message instanceof HttpRequest) {
                    DefaultFullHttpResponse answer =
                        new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            HttpResponseStatus.OK,
                            Unpooled.wrappedBuffer(GIF));
                    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, GIF.length);
                    var unused = context.writeAndFlush(answer);
                  }
                }

                @Override
                public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                  var unused = context.close(); // a client that does not trust us hangs up
                }
              });
    }
  }

  private static Part.Media fetch(String host, SslContext trust) throws Exception {
    int port = ((InetSocketAddress) listening.localAddress()).getPort();
    LinksConfig rules = Rules.of(false, List.of(port), "127.0.0.0/8");
    HostResolver resolver =
        name -> CompletableFuture.completedFuture(List.of(InetAddress.getLoopbackAddress()));
    return new GuardedFetcher(loops, resolver, trust)
        .fetch(
            "https://" + host + ":" + port + "/",
            rules,
            new ByteBudget(1000),
            Duration.ofSeconds(60))
        .get(60, TimeUnit.SECONDS);
  }

  private static SslContext trustingTheAuthority() throws Exception {
    return SslContextBuilder.forClient()
        .endpointIdentificationAlgorithm("HTTPS")
        .trustManager(certificates.authorityFile().toFile())
        .build();
  }

  @Test
  void fetch_certificateThatFits_isTaken() throws Exception {
    assertThat(fetch("localhost", trustingTheAuthority()).mimeType()).isEqualTo("image/gif");
  }

  @Test
  void fetch_certificateOfAnotherName_isRefused() {
    assertThatThrownBy(() -> fetch("files.example", trustingTheAuthority()))
        .hasMessageContaining("connection to its host failed");
  }

  @Test
  void fetch_certificateOfAnUnknownAuthority_isRefused() {
    assertThatThrownBy(() -> fetch("localhost", GuardedFetcher.publicTls()))
        .hasMessageContaining("connection to its host failed");
  }
}
