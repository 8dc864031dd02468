package io.countersign.edge.http;

import io.countersign.core.token.IssueToken;
import io.countersign.core.user.Caller;
import io.countersign.edge.http.Exchange.Listener;
import io.countersign.edge.telemetry.Telemetry;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one listener serves: finds the route of a request, reads its body, finds out who sent it and whether they may,
/// and has it answered on a thread that may wait.
public final class HttpFace implements Handler<HttpServerRequest> {
    private static final String UNKNOWN_ROUTE = "unknown";
    private static final String ALLOW = "Allow";
    private static final Problem METHOD_NOT_ALLOWED =
            Problem.of(405, "general/Method Not Allowed", "The path has no such method.", "method_not_allowed");

    /// How many bodies longer than [Route#BODY_BYTES_MAX] are in memory at once; more are answered 503.
    public static final int LONG_BODIES_MAX = 4;

    private final Router router;
    private final List<Route> routes;
    private final Shared shared;
    private final Listener listener;
    private final Optional<TokenEndpoint> tokens;

    /// What all listeners share.
    ///
    /// @param clock read once per request
    /// @param longBodies the places of the long bodies that are in memory: [#LONG_BODIES_MAX]
    public record Shared(
            Vertx vertx,
            Authentication authentication,
            Workers workers,
            Telemetry telemetry,
            InstantSource clock,
            Semaphore longBodies) {}

    /// How the clients of the token endpoint are known, and what is kept of them.
    ///
    /// @param chains reads the certificates that they showed
    /// @param refusals where it is noted that one got no token
    /// @param origins is told where one came from that got one
    public record Clients(ChainSource chains, RefusalNotes refusals, Origins origins) {}

    private HttpFace(Shared shared, String name, List<Route> routes, Optional<TokenEndpoint> tokens) {
        this.shared = shared;
        this.listener = new Listener(name, shared.telemetry());
        this.tokens = tokens;
        this.routes = List.copyOf(routes);
        this.router = Router.router(shared.vertx());
        for (Route route : routes) {
            router.route(route.method(), route.pattern()).handler(context -> serve(route, context));
        }
        refuseOthers();
    }

    /// The API listener: every route, and advice for who sends a certificate here.
    public static HttpFace ofApi(Shared shared, List<Route> routes) {
        return new HttpFace(shared, "api", routes, Optional.empty());
    }

    /// The device listener: the token endpoint and the routes that a device needs.
    ///
    /// @param issueToken empty to answer that the feature is off
    public static HttpFace ofDevices(
            Shared shared, List<Route> routes, Optional<IssueToken> issueToken, Clients clients) {
        List<Route> forDevices =
                routes.stream().filter(route -> route.access().forDevices()).toList();
        return new HttpFace(
                shared,
                "device",
                forDevices,
                issueToken.map(issue -> new TokenEndpoint(issue, clients, shared.workers(), shared.telemetry())));
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (TokenEndpoint.PATH.equals(request.path())) {
            serveToken(request);
        } else {
            router.handle(request);
        }
    }

    private void serveToken(HttpServerRequest request) {
        Exchange exchange = exchange(request, TokenEndpoint.PATH);
        if (!request.method().equals(HttpMethod.POST)) {
            exchange.refuse(METHOD_NOT_ALLOWED, Map.of(ALLOW, HttpMethod.POST.name()));
            return;
        }
        try {
            if (tokens.isPresent()) {
                tokens.get().answer(exchange);
            } else {
                exchange.refuse(
                        listener.name().equals("api")
                                ? TokenProblems.noClientCertificate()
                                : TokenProblems.featureOff());
            }
        } catch (RuntimeException | Error fault) { // whatever happens, the device gets an answer
            exchange.fail(fault);
        }
    }

    private void serve(Route route, RoutingContext context) {
        HttpServerRequest request = context.request();
        Exchange exchange = exchange(request, route.path());
        Call call = Call.of(head(exchange, Map.copyOf(context.pathParams())));
        if (route.bodyBytesMax() <= Route.BODY_BYTES_MAX) {
            read(new BodyReader(shared.vertx(), request, route.bodyBytesMax()), route, exchange, call);
        } else {
            serveLong(route, exchange, call);
        }
    }

    /// A long body is read for those alone who may send it, and a few at once: else anybody could fill the memory.
    private void serveLong(Route route, Exchange exchange, Call call) {
        exchange.request().pause();
        onWorker(exchange, call, () -> {
            allowed(route, call);
            return () -> readLong(route, exchange, call);
        });
    }

    private void readLong(Route route, Exchange exchange, Call call) {
        if (exchange.isGone()) {
            return;
        }
        if (!shared.longBodies().tryAcquire()) {
            exchange.refuseForLoad();
            return;
        }
        exchange.whenOver(shared.longBodies()::release);
        var reader = new BodyReader(shared.vertx(), exchange.request(), route.bodyBytesMax());
        onWorker(exchange, call, () -> {
            reader.makeRoom();
            return () -> {
                read(reader, route, exchange, call);
                exchange.request().resume();
            };
        });
    }

    private void read(BodyReader reader, Route route, Exchange exchange, Call call) {
        reader.read(body -> answer(route, exchange, call.with(body)), exchange::refuse);
    }

    private void answer(Route route, Exchange exchange, Call call) {
        onWorker(exchange, call, () -> {
            Call known = allowed(route, call);
            Answer answer = route.endpoint().answer(known).written(); // a long body takes longer than others may wait
            return () -> {
                known.knownCaller().ifPresent(caller -> log(exchange, caller));
                exchange.answer(answer);
            };
        });
    }

    /// Runs a step of a request on a thread that may wait, and on its event loop what the step returns.
    private void onWorker(Exchange exchange, Call call, Supplier<Runnable> step) {
        Context eventLoop = shared.vertx().getOrCreateContext();
        boolean started = shared.workers().tryRun(() -> {
            try {
                Runnable then = step.get();
                eventLoop.runOnContext(_ -> then.run());
            } catch (Rejected rejected) {
                eventLoop.runOnContext(_ -> exchange.refuse(rejected.problem(), challenge(call, rejected.problem())));
            } catch (RuntimeException | Error fault) { // whatever happens, the caller gets an answer
                eventLoop.runOnContext(_ -> exchange.fail(fault));
            }
        });
        if (!started) {
            exchange.refuseForLoad();
        }
    }

    private Call allowed(Route route, Call call) {
        if (!route.access().needsCaller()) {
            return call;
        }
        Call known = shared.authentication().authenticate(call);
        if (!route.access().allows(known.caller(), known)) {
            throw new Rejected(Problem.forbidden());
        }
        return known;
    }

    private static void log(Exchange exchange, Caller caller) {
        exchange.line().with("tenant", caller.tenant().value()).with("user", caller.userName());
    }

    /// What a 401 must name (RFC 9110, 15.5.2). Web clients that ask for it get a scheme that browsers do not know, so
    /// that no password dialog pops up (clients.md 11).
    private static Map<String, String> challenge(Call call, Problem problem) {
        if (problem.status() != 401) {
            return Map.of();
        }
        boolean quiet =
                call.header("UseXBasic").filter("true"::equalsIgnoreCase).isPresent();
        return Map.of("WWW-Authenticate", (quiet ? "XBasic" : "Basic") + " realm=\"Countersign\"");
    }

    private Exchange exchange(HttpServerRequest request, String route) {
        return new Exchange(request, listener, route, shared.clock().instant());
    }

    private static Call.Head head(Exchange exchange, Map<String, String> parameters) {
        HttpServerRequest request = exchange.request();
        return new Call.Head(
                String.valueOf(request.path()),
                parameters,
                request.params(),
                request.headers(),
                exchange.authority(),
                exchange.remote(),
                exchange.now());
    }

    private void refuseOthers() {
        refuseAs(404, Problem.notFound("general", "There is nothing at this path."));
        router.errorHandler(
                405,
                context -> exchange(context.request(), UNKNOWN_ROUTE)
                        .refuse(
                                METHOD_NOT_ALLOWED,
                                Map.of(ALLOW, methodsOf(context.request().path()))));
        refuseAs(400, Problem.unreadable("The request cannot be read."));
        refuseAs(406, Problem.of(406, "general/Not Acceptable", "No such media type.", "not_acceptable"));
        refuseAs(415, Problem.of(415, "general/Unsupported Media Type", "No such media type.", "unsupported_type"));
        router.errorHandler(
                500,
                context -> exchange(context.request(), UNKNOWN_ROUTE)
                        .fail(Optional.ofNullable(context.failure())
                                .orElseGet(() -> new IllegalStateException("no cause"))));
    }

    /// What a path takes, for the header `Allow` (RFC 9110, 10.2.1).
    private String methodsOf(@Nullable String path) {
        return routes.stream()
                .filter(route -> route.matches(String.valueOf(path)))
                .map(route -> route.method().name())
                .collect(Collectors.joining(", "));
    }

    private void refuseAs(int status, Problem problem) {
        router.errorHandler(
                status, context -> exchange(context.request(), UNKNOWN_ROUTE).refuse(problem));
    }

    /// Answers a request that the HTTP parser gave up on: too long, or no HTTP.
    public void refuseUnreadable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problem problem = switch (cause) {
            case TooLongHttpHeaderException _ ->
                Problem.of(
                        431,
                        "general/Request Header Fields Too Large",
                        "The header of a request is too long.",
                        "header_too_large");
            case TooLongHttpLineException _ ->
                Problem.of(414, "general/URI Too Long", "The first line of a request is too long.", "uri_too_long");
            case null, default -> Problem.unreadable("The request is not HTTP/1.1.");
        };
        exchange(request, UNKNOWN_ROUTE).refuse(problem, Map.of("Connection", "close")); // nobody knows where it ends
    }
}
