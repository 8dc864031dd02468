package io.countersign.edge.fetch;

import io.countersign.edge.fetch.Fetched.Reason;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One question to one host over a connection of its own.
///
/// The calling thread waits; the event loop does the work. Whatever happens, the connection is closed at the end.
final class Exchange {
    /// How many addresses of one host are tried.
    static final int ADDRESSES_MAX = 3;

    private static final String USER_AGENT = "Countersign";
    private static final int STATUS_OK = 200;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final Context context;
    private final HttpClientAgent client;
    private final Duration connecting;
    private final Target target;
    private final Deadline deadline;

    /// @param context where it all takes place
    Exchange(Context context, HttpClientAgent client, Duration connecting, Target target, Deadline deadline) {
        this.context = context;
        this.client = client;
        this.connecting = connecting;
        this.target = target;
        this.deadline = deadline;
    }

    /// @param addresses of the target, as they were checked
    /// @throws CannotFetch if nobody answers, or not in HTTP, or more than is wanted
    Reply ask(List<InetAddress> addresses, Question question) throws CannotFetch, InterruptedException {
        HttpClientConnection connection = connect(addresses);
        try {
            var body = new GrowingBody();
            Future<HttpClientResponse> answer = onContext(() -> connection
                    .request(request(question))
                    .compose(request -> question.body().length() == 0 ? request.send() : request.send(question.body()))
                    .compose(response -> read(response, question.bytesMax(), body)));
            HttpClientResponse response = await(answer, deadline);
            return new Reply(
                    target,
                    response.statusCode(),
                    MultiMap.caseInsensitiveMultiMap().addAll(response.headers()),
                    body.bytes());
        } finally {
            var _ = connection.close();
        }
    }

    private HttpClientConnection connect(List<InetAddress> addresses) throws CannotFetch, InterruptedException {
        var last = new CannotFetch(Reason.NO_CONNECTION, "There is no address to connect to.");
        for (InetAddress address : addresses.subList(0, Math.min(ADDRESSES_MAX, addresses.size()))) {
            Future<HttpClientConnection> connection = onContext(() -> client.connect(to(address)));
            try {
                return await(connection, deadline.orIn(connecting));
            } catch (CannotFetch failed) {
                // one that comes after all is not wanted any more
                var _ = connection.onSuccess(HttpClientConnection::close);
                last = failed;
            } catch (InterruptedException interrupted) {
                var _ = connection.onSuccess(HttpClientConnection::close);
                throw interrupted;
            }
        }
        throw last;
    }

    /// Everything runs on one event loop. Begun on this thread, each step would take place on a loop of its own, and an
    /// answer could be over before anybody listened to it.
    private <T> Future<T> onContext(Supplier<Future<T>> step) {
        Promise<T> done = Promise.promise();
        context.runOnContext(_ -> step.get().onComplete(done));
        return done.future();
    }

    /// The connection goes to the address; the name is for the certificate and the header `Host`.
    private HttpConnectOptions to(InetAddress address) {
        return new HttpConnectOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.isHttps());
    }

    private RequestOptions request(Question question) {
        var request = new RequestOptions()
                .setMethod(question.method())
                .setHost(target.authority())
                .setPort(target.port())
                .setSsl(target.isHttps())
                .setURI(target.resource())
                .putHeader("User-Agent", USER_AGENT);
        question.headers().forEach(request::putHeader);
        return request;
    }

    /// Gathers the body, if it is one that is wanted.
    private Future<HttpClientResponse> read(HttpClientResponse response, long bytesMax, GrowingBody body) {
        if (response.statusCode() != STATUS_OK) {
            return Future.succeededFuture(response);
        }
        String encoding = response.headers().get("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            return Future.failedFuture(new CannotFetch(
                    Reason.ENCODED, "'" + target.host() + "' sent the encoding '" + Shown.of(encoding) + "' unasked."));
        }
        String length = response.headers().get("Content-Length");
        if (length != null && (!LENGTH.matcher(length).matches() || Long.parseLong(length) > bytesMax)) {
            return Future.failedFuture(tooLarge(bytesMax));
        }
        Promise<HttpClientResponse> whole = Promise.promise();
        response.handler(piece -> gather(piece, bytesMax, body, whole));
        response.end().onComplete(ended -> {
            if (ended.succeeded()) {
                whole.tryComplete(response);
            } else {
                whole.tryFail(ended.cause());
            }
        });
        return whole.future();
    }

    private void gather(Buffer piece, long bytesMax, GrowingBody body, Promise<HttpClientResponse> whole) {
        if (body.length() + piece.length() > bytesMax) {
            whole.tryFail(tooLarge(bytesMax));
        } else {
            body.append(piece);
        }
    }

    private CannotFetch tooLarge(long bytesMax) {
        return new CannotFetch(Reason.TOO_LARGE, "'" + target.host() + "' sends more than " + bytesMax + " bytes.");
    }

    /// Waits for what the event loop does, and says in a sentence why it did not.
    private <T> T await(Future<T> future, Deadline until) throws CannotFetch, InterruptedException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(until.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw tooLate();
        } catch (ExecutionException failed) {
            throw reasonOf(failed.getCause());
        }
    }

    private CannotFetch reasonOf(@Nullable Throwable cause) {
        return switch (cause) {
            case CannotFetch told -> told;
            case SslHandshakeTimeoutException _, ConnectTimeoutException _ -> tooLate();
            case SSLException tls ->
                new CannotFetch(
                        Reason.TLS,
                        "TLS with '" + target.host() + "' failed: " + Shown.of(String.valueOf(tls.getMessage())) + ".");
            case HttpClosedException _ ->
                new CannotFetch(
                        Reason.MALFORMED, "'" + target.host() + "' closed the connection before its answer was whole.");
            // the JDK's transport throws a SocketException, the native one another IOException
            case IOException _ ->
                new CannotFetch(Reason.NO_CONNECTION, "'" + target.host() + "' took no connection, or broke it off.");
            case TooLongFrameException _ ->
                new CannotFetch(Reason.MALFORMED, "'" + target.host() + "' sends a header that is too large.");
            case null, default -> new CannotFetch(Reason.MALFORMED, "What '" + target.host() + "' sends is not HTTP.");
        };
    }

    private CannotFetch tooLate() {
        return new CannotFetch(Reason.TIMEOUT, "'" + target.host() + "' did not answer in time.");
    }
}
