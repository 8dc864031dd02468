package io.countersign.edge.http;

import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.TokenClaims;
import io.countersign.core.user.Caller;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One request of the API, wholly read. The clock was read once, when it came in.
public final class Call {
    private static final byte[] NO_BODY = {};

    private final Head head;
    private final byte[] body;
    private final Optional<Caller> caller;
    private final Optional<TokenClaims> token;

    Call(Head head, byte[] body, Optional<Caller> caller, Optional<TokenClaims> token) {
        this.head = head;
        this.body = body;
        this.caller = caller;
        this.token = token;
    }

    /// The part of a request before its body.
    ///
    /// @param remote the address it came from
    /// @param authority host and port that the client asked for, as it wrote them
    record Head(
            String path,
            Map<String, String> parameters,
            MultiMap query,
            MultiMap headers,
            String authority,
            String remote,
            Instant now) {}

    /// A request of which nothing else is known yet.
    static Call of(Head head) {
        return new Call(head, NO_BODY, Optional.empty(), Optional.empty());
    }

    /// The same request, with its body.
    Call with(byte[] whole) {
        return new Call(head, whole, caller, token);
    }

    /// The same request, with who sent it.
    Call by(Caller whoever, Optional<TokenClaims> withToken) {
        return new Call(head, body, Optional.of(whoever), withToken);
    }

    /// When the request came in.
    public Instant now() {
        return head.now();
    }

    /// The address it came from.
    public String remote() {
        return head.remote();
    }

    /// A parameter in the path.
    public String parameter(String name) {
        String value = head.parameters().get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter " + name);
        }
        return value;
    }

    /// The tenant that the path names.
    ///
    /// @throws Rejected with 404 if it is no tenant id: then there is no such tenant
    public TenantId tenant() {
        String text = parameter(Access.TENANT_PARAMETER);
        if (!TenantId.isValid(text)) {
            throw new Rejected(noSuchTenant(text));
        }
        return new TenantId(text);
    }

    /// The words of contract.md 2.2.
    public static Problem noSuchTenant(String id) {
        return Problem.notFound("security", "There is no tenant with id = " + id);
    }

    /// A parameter after the question mark, the first of its name.
    public Optional<String> query(String name) {
        return Optional.ofNullable(head.query().get(name));
    }

    /// Whether a query parameter says `true`.
    public boolean asks(String name) {
        return query(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    /// Which page of a list is asked for; larger pages than there are are trimmed (contract.md 6).
    ///
    /// @throws Rejected with 422 if it is no page
    public Page page() {
        int number = wholeNumber("currentPage", 1);
        int size = Math.min(Page.SIZE_MAX, wholeNumber("pageSize", Page.DEFAULT_SIZE));
        try {
            return new Page(number, size);
        } catch (IllegalArgumentException outOfRange) {
            throw new Rejected(Problem.invalid("general", outOfRange.getMessage() + "."));
        }
    }

    private int wholeNumber(String name, int otherwise) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,9}")) {
            throw new Rejected(Problem.invalid("general", name + " is a whole number, not '" + text.get() + "'."));
        }
        return Integer.parseInt(text.get());
    }

    /// The first header of this name, in any case.
    public Optional<String> header(String name) {
        return Optional.ofNullable(head.headers().get(name));
    }

    /// The body as it came.
    public byte[] body() {
        return body;
    }

    /// The body as a JSON object.
    ///
    /// @throws Rejected with 400 if it is none
    public JsonBody json() {
        return JsonBody.of(body);
    }

    /// Who calls; there on every route that needs a caller.
    public Caller caller() {
        return caller.orElseThrow(() -> new IllegalStateException("the route is open to anybody"));
    }

    Optional<Caller> knownCaller() {
        return caller;
    }

    /// The device token that the caller showed, if it was one.
    public Optional<TokenClaims> token() {
        return token;
    }

    /// The host name that the client asked for, if it is one.
    public Optional<Domain> host() {
        return Domain.ofAuthority(head.authority());
    }

    /// Where this server is, as the client sees it: `https://<host>[:port]`, without a final slash.
    public String baseUrl() {
        return "https://" + (head.authority().matches("[A-Za-z0-9._:\\[\\]-]{1,300}") ? head.authority() : "localhost");
    }

    /// The path that was asked for.
    public String path() {
        return head.path();
    }
}
