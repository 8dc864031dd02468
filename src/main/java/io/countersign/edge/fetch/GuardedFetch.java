package io.countersign.edge.fetch;

import io.countersign.edge.address.AllowedDestination;
import io.countersign.edge.fetch.Fetched.Reason;
import io.countersign.edge.fetch.Turns.Turn;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Fetches what a URI names that somebody else wrote, say into a certificate.
///
/// The URI may point anywhere and the other side may send anything, so that both are bounded: `http` and `https` alone;
/// no address that is not public, unless the operator allows it, at the first host and after every redirect; a time, a
/// size and a number of redirects that end every fetch. No cookie, credential or proxy is used and nothing is
/// unpacked. What comes back is a value, whatever the other side does.
///
/// The calling thread waits, so it is a virtual one and never an event loop.
public final class GuardedFetch implements AutoCloseable {
    /// The largest OCSP answer.
    public static final long OCSP_BYTES_MAX = 64L * 1024;

    /// How often one fetch is sent elsewhere.
    static final int REDIRECTS_MAX = 3;

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    /// Those that change no method; the older ones would make a GET of a POST.
    private static final Set<Integer> REDIRECTS = Set.of(307, 308);

    private static final Set<Integer> REDIRECTS_OF_GET = Set.of(301, 302, 303, 307, 308);
    private static final Set<Reason> REASONS_OF_THE_URI =
            EnumSet.of(Reason.NOT_HTTP, Reason.USER_INFO, Reason.BAD_URI, Reason.ADDRESS_NOT_ALLOWED);

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final AddressGuard guard;
    private final Limits limits;
    private final Turns turns;

    /// Fetches with the system's resolver, and trusts the CAs for `https` that the JDK does.
    ///
    /// @param allowed exceptions to "public addresses only"
    public GuardedFetch(Vertx vertx, List<AllowedDestination> allowed, Limits limits) {
        this(vertx, new AddressGuard(LookUps.ofSystem(), allowed), limits, Optional.empty());
    }

    /// @param trust whom to believe which host it is, in place of the JDK's list
    GuardedFetch(Vertx vertx, AddressGuard guard, Limits limits, Optional<TrustOptions> trust) {
        this.vertx = vertx;
        this.guard = guard;
        this.limits = limits;
        this.turns = new Turns(limits.atOnce(), limits.atOncePerHost());
        var tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        trust.ifPresent(tls::setTrustOptions);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setKeepAlive(false)
                        .setDecompressionSupported(false)
                        .setVerifyHost(true)
                        .setSslHandshakeTimeout(limits.connecting().toMillis())
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setConnectTimeout(Math.toIntExact(limits.connecting().toMillis()))
                        .setMaxHeaderSize(limits.headerBytes())
                        .setMaxInitialLineLength(limits.headerBytes()))
                .with(tls)
                .build();
    }

    /// Fetches by GET.
    ///
    /// @param known of the copy that the caller has, so that the same is not sent again; else [Freshness#NONE]
    /// @param bytesMax the largest answer that the caller takes
    public Fetched get(URI uri, Freshness known, long bytesMax) throws InterruptedException {
        var headers = new HashMap<String, String>();
        known.etag().ifPresent(etag -> headers.put("If-None-Match", etag));
        known.lastModified().ifPresent(moment -> headers.put("If-Modified-Since", moment));
        return fetch(uri, known, new Question(HttpMethod.GET, headers, Buffer.buffer(), bytesMax));
    }

    /// Asks by POST.
    ///
    /// @param bytesMax the largest answer that the caller takes
    public Fetched post(URI uri, String contentType, byte[] body, long bytesMax) throws InterruptedException {
        var headers = Map.of("Content-Type", contentType);
        return fetch(uri, Freshness.NONE, new Question(HttpMethod.POST, headers, Buffer.buffer(body), bytesMax));
    }

    private Fetched fetch(URI uri, Freshness known, Question question) throws InterruptedException {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a fetch waits, so no event loop may call it");
        }
        try {
            return follow(Target.of(uri), known, question);
        } catch (CannotFetch failed) {
            return failed.asFetched();
        }
    }

    /// Asks the first host and those that it sends us to, all within one time.
    private Fetched follow(Target target, Freshness known, Question question) throws CannotFetch, InterruptedException {
        Deadline deadline;
        Reply reply;
        try (Turn _ = turns.take(target.host(), limits.waiting())) {
            deadline = Deadline.in(limits.total());
            reply = ask(target, question, deadline);
        }
        for (int redirects = 0; isRedirect(reply, question); redirects++) {
            if (redirects == REDIRECTS_MAX) {
                throw new CannotFetch(
                        Reason.TOO_MANY_REDIRECTS,
                        "'" + target.host() + "' redirects more than " + REDIRECTS_MAX + " times.");
            }
            reply = askNext(reply, question, deadline);
        }
        return judged(reply, known);
    }

    private Reply askNext(Reply redirect, Question question, Deadline deadline)
            throws CannotFetch, InterruptedException {
        try {
            Target next = Target.of(redirect.location());
            try (Turn _ = turns.take(next.host(), deadline.left())) {
                return ask(next, question, deadline);
            }
        } catch (CannotFetch failed) {
            throw REASONS_OF_THE_URI.contains(failed.reason())
                    ? new CannotFetch(
                            Reason.REDIRECT_NOT_ALLOWED,
                            "'" + redirect.host() + "' redirects to where nothing is fetched from: "
                                    + failed.getMessage())
                    : failed;
        }
    }

    /// The only way to a connection: the addresses are those that the guard let pass, for this very question.
    private Reply ask(Target target, Question question, Deadline deadline) throws CannotFetch, InterruptedException {
        List<InetAddress> addresses = guard.addressesOf(target, deadline);
        return new Exchange(vertx.getOrCreateContext(), client, limits.connecting(), target, deadline)
                .ask(addresses, question);
    }

    private static boolean isRedirect(Reply reply, Question question) {
        return (question.method().equals(HttpMethod.GET) ? REDIRECTS_OF_GET : REDIRECTS).contains(reply.status());
    }

    private static Fetched judged(Reply reply, Freshness known) throws CannotFetch {
        if (reply.status() == OK) {
            return new Fetched.Whole(reply.body(), Freshness.of(reply));
        }
        if (reply.status() == NOT_MODIFIED && known.isKnown()) {
            return new Fetched.Unchanged(known.renewedBy(Freshness.of(reply)));
        }
        throw new CannotFetch(Reason.BAD_STATUS, "'" + reply.host() + "' answers with status " + reply.status() + ".");
    }

    @Override
    public void close() {
        guard.close();
        var _ = client.close();
    }
}
