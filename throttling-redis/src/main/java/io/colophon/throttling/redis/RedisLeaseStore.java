package io.colophon.throttling.redis;

import io.colophon.throttling.lease.LeaseStore;
import io.colophon.throttling.lease.LeaseStoreException;
import io.colophon.throttling.lease.RefillAnswer;
import io.colophon.throttling.lease.RefillCall;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits in Redis: one script for each call, with the server's time. Connects by itself, and again
 * when the connection breaks; until then calls fail at once. Thread-safe; never blocks but in
 * {@link #close}.
 */
final class RedisLeaseStore implements LeaseStore {
  private static final int MOST_QUEUED = 64;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  private final RedisURI address;
  private final RefillScript script;
  private final ClientResources resources;
  private final RedisClient client;
  private final ShortageEvents events;
  private volatile @Nullable StatefulRedisConnection<String, String> connection;
  private volatile @Nullable String sha;
  private boolean connecting;
  private boolean closed;

  RedisLeaseStore(RedisURI address, String name, Duration callLimit, Supplier<String> fixedMicros) {
    this.address = address;
    address.setTimeout(CONNECT_LIMIT);
    this.script = new RefillScript(name, fixedMicros);
    this.resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.exponential(50, 2000, TimeUnit.MILLISECONDS, 2))
            .build();
    this.client = RedisClient.create(resources, address);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(true)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_QUEUED)
            .protocolVersion(ProtocolVersion.RESP2)
            .socketOptions(
                SocketOptions.builder().connectTimeout(CONNECT_LIMIT).keepAlive(true).build())
            .timeoutOptions(TimeoutOptions.enabled(callLimit))
            .build());
    this.events = new ShortageEvents(client, address, script.channel());
    connect();
  }

  /** Begins to connect unless that is under way. */
  private void connect() {
    synchronized (this) {
      if (connecting || closed || connection != null) {
        return;
      }
      connecting = true;
    }
    var unused =
        client
            .connectAsync(StringCodec.UTF8, address)
            .whenComplete(
                (made, failure) -> {
                  boolean late;
                  synchronized (this) {
                    connecting = false;
                    connection = made;
                    late = closed;
                  }
                  if (made != null && late) {
                    var unusedClosing = made.closeAsync();
                  } else if (made != null) {
                    events.connect();
                  }
                });
  }

  @Override
  public CompletableFuture<RefillAnswer> refill(RefillCall call) {
    StatefulRedisConnection<String, String> now = connection;
    if (now == null) {
      connect();
      return CompletableFuture.failedFuture(
          new LeaseStoreException(LeaseStoreException.Kind.AWAY, "no connection to Redis yet"));
    }
    String[] keys = script.keys(call);
    String[] values = script.values(call);
    RedisAsyncCommands<String, String> commands = now.async();
    String digest = sha;
    if (digest == null) {
      digest = commands.digest(RefillScript.SOURCE);
      sha = digest;
    }
    CompletableFuture<Object> first =
        commands.evalsha(digest, ScriptOutputType.MULTI, keys, values).toCompletableFuture();
    return first
        .exceptionallyCompose(
            failure -> {
              if (cause(failure) instanceof RedisNoScriptException) {
                return commands.eval(RefillScript.SOURCE, ScriptOutputType.MULTI, keys, values);
              }
              return CompletableFuture.failedFuture(failure);
            })
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                throw failed(cause(failure));
              }
              return AnswerReader.read(answer);
            });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static LeaseStoreException failed(Throwable failure) {
    if (failure instanceof RedisCommandTimeoutException) {
      return new LeaseStoreException(LeaseStoreException.Kind.SLOW, "Redis did not answer in time");
    }
    // What it refuses, it says itself: read-only, out of memory, loading, no permission.
    String text = String.valueOf(failure.getMessage());
    LeaseStoreException.Kind kind =
        failure instanceof RedisCommandExecutionException || isConnection(failure)
            ? LeaseStoreException.Kind.AWAY
            : LeaseStoreException.Kind.NONSENSE;
    return new LeaseStoreException(kind, "Redis: " + text, failure);
  }

  private static boolean isConnection(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof java.io.IOException
          || at instanceof io.lettuce.core.RedisConnectionException
          || at.getClass() == io.lettuce.core.RedisException.class) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void listen(Listener listener) {
    events.listen(listener);
  }

  /** Closes the connections and ends their threads; takes up to a second. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    client.shutdown(0, 500, TimeUnit.MILLISECONDS);
    resources.shutdown(0, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
