package io.countersign.edge.http;

import io.countersign.core.token.TokenClaims;
import io.countersign.core.user.Caller;
import io.countersign.core.user.Role;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Hands calls to endpoints as the server would, without a network: finds the route, asks whether the caller may, calls
/// the endpoint. What the server would refuse comes out as [Rejected].
public final class TestApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z]+)}");

    private final List<Route> routes;
    private final Instant now;
    private final Caller caller;
    private final Optional<TokenClaims> token;

    public TestApi(List<Route> routes, Instant now, Caller caller) {
        this(routes, now, caller, Optional.empty());
    }

    private TestApi(List<Route> routes, Instant now, Caller caller, Optional<TokenClaims> token) {
        this.routes = List.copyOf(routes);
        this.now = now;
        this.caller = caller;
        this.token = token;
    }

    /// The same, called by somebody else.
    public TestApi as(Caller somebody) {
        return new TestApi(routes, now, somebody);
    }

    /// The same, called by a device with this token.
    public TestApi as(TokenClaims claims) {
        var device = new Caller(claims.tenant(), claims.device().userName(), Role.ofDevices(), true);
        return new TestApi(routes, now, device, Optional.of(claims));
    }

    /// The same, at another time.
    public TestApi at(Instant moment) {
        return new TestApi(routes, moment, caller, token);
    }

    public Answer get(String target) {
        return send(HttpMethod.GET, target, new byte[0], Map.of());
    }

    public Answer post(String target, String body) {
        return send(HttpMethod.POST, target, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public Answer put(String target, String body) {
        return send(HttpMethod.PUT, target, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public Answer delete(String target) {
        return send(HttpMethod.DELETE, target, new byte[0], Map.of());
    }

    /// @param target path and query, percent-encoded
    /// @throws Rejected if the server would refuse it
    public Answer send(HttpMethod method, String target, byte[] body, Map<String, String> headers) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        for (Route route : routes) {
            Map<String, String> parameters = match(route, path);
            if (route.method().equals(method) && parameters != null) {
                return answer(route, call(path, parameters, query, headers, body));
            }
        }
        throw new IllegalArgumentException("no route for " + method + " " + path);
    }

    private Answer answer(Route route, Call call) {
        if (call.body().length > route.bodyBytesMax()) {
            throw new Rejected(Problem.of(413, "general/Content Too Large", "too long", "body_too_large"));
        }
        if (route.access().needsCaller() && !route.access().allows(caller, call)) {
            throw new Rejected(Problem.forbidden());
        }
        return route.endpoint().answer(call);
    }

    private Call call(
            String path, Map<String, String> parameters, String query, Map<String, String> headers, byte[] body) {
        MultiMap sent = MultiMap.caseInsensitiveMultiMap();
        headers.forEach(sent::add);
        var head = new Call.Head(path, parameters, parse(query), sent, "acme.example:8444", "192.0.2.1", now);
        return new Call(head, body, Optional.of(caller), token);
    }

    private static MultiMap parse(String query) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        if (!query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                parameters.add(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static @Nullable Map<String, String> match(Route route, String path) {
        String pattern = PARAMETER.matcher(route.path().replace(".", "\\.")).replaceAll("([^/]+)");
        Matcher values = Pattern.compile(pattern).matcher(path);
        if (!values.matches()) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher names = PARAMETER.matcher(route.path());
        while (names.find()) {
            parameters.put(names.group(1), decode(values.group(parameters.size() + 1)));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// The body of an answer as a client would read it.
    public static JsonNode json(Answer answer) {
        return Json.read(Json.write(answer.body().orElseThrow()));
    }

    /// The body of an error as a client would read it.
    public static JsonNode json(Rejected rejected) {
        return Json.read(Json.write(rejected.problem().body()));
    }
}
