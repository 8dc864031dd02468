package io.countersign.edge.http;

import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.NotInMemory;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.DeviceToken;
import io.countersign.core.token.IssueToken;
import io.countersign.core.token.IssueToken.Outcome;
import io.countersign.core.trust.ShownChain;
import io.countersign.edge.http.HttpFace.Clients;
import io.countersign.edge.telemetry.Telemetry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// `POST /devicecontrol/deviceAccessToken`: a client certificate for a token.
///
/// Where all facts are in memory, the request is decided and answered on its event loop; else the same code runs again
/// on a thread that may wait.
final class TokenEndpoint {
    static final String PATH = "/devicecontrol/deviceAccessToken";

    private static final String CHAIN_HEADER = "X-Ssl-Cert-Chain";
    private static final String VENDOR_TYPE = "managedobject";

    private final IssueToken issueToken;
    private final Clients clients;
    private final Workers workers;
    private final Telemetry telemetry;

    TokenEndpoint(IssueToken issueToken, Clients clients, Workers workers, Telemetry telemetry) {
        this.issueToken = issueToken;
        this.clients = clients;
        this.workers = workers;
        this.telemetry = telemetry;
    }

    void answer(Exchange exchange) {
        Optional<ShownChain> chain;
        try {
            chain = clients.chains().take(exchange.request().connection(), chainHeader(exchange));
        } catch (Rejected unreadable) {
            refuseUnjudged(exchange, unreadable.problem());
            return;
        }
        if (chain.isEmpty()) {
            refuseUnjudged(exchange, TokenProblems.noClientCertificate());
            return;
        }
        var asked = new Asked(chain.get(), AskedHosts.of(exchange));
        try {
            write(exchange, asked, issueToken.issue(asked.chain(), asked.hosts(), exchange.now()));
        } catch (NotInMemory _) {
            answerWaiting(exchange, asked);
        }
    }

    private void answerWaiting(Exchange exchange, Asked asked) {
        Context eventLoop = Objects.requireNonNull(Vertx.currentContext(), "requests come in on event loops");
        boolean started = workers.tryRun(() -> {
            try {
                Outcome outcome = issueToken.issue(asked.chain(), asked.hosts(), exchange.now());
                eventLoop.runOnContext(_ -> write(exchange, asked, outcome));
            } catch (RuntimeException | Error fault) { // whatever happens, the device gets an answer
                eventLoop.runOnContext(_ -> exchange.fail(fault));
            }
        });
        if (!started) {
            exchange.refuseForLoad();
        }
    }

    private static Optional<String> chainHeader(Exchange exchange) {
        List<String> values = exchange.request().headers().getAll(CHAIN_HEADER);
        if (values.size() > 1) {
            throw new Rejected(TokenProblems.chainUnreadable(CHAIN_HEADER + " was sent " + values.size() + " times."));
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    private void write(Exchange exchange, Asked asked, Outcome outcome) {
        switch (outcome) {
            case Outcome.Granted(var token) -> grant(exchange, token);
            case Outcome.Refused refused -> {
                Problem problem = TokenProblems.of(refused.refusal());
                refused.tenant()
                        .map(TenantId::value)
                        .ifPresent(id -> exchange.line().with("tenant", id));
                clients.refusals().note(refused, problem, asked.chain(), exchange.remote(), exchange.now());
                refuse(exchange, problem);
            }
        }
    }

    private void grant(Exchange exchange, DeviceToken token) {
        exchange.line()
                .with("tenant", token.signed().claims().tenant().value())
                .with("device", token.signed().claims().device().value())
                .with("token", token.signed().claims().tokenId().toString())
                .with("result", token.handedBack() ? "handed_back" : "issued");
        if (token.handedBack()) {
            telemetry.tokenHandedBack();
        } else {
            telemetry.tokenIssued();
            clients.origins()
                    .remember(exchange.remote(), token.signed().claims().tenant());
        }
        exchange.answer(
                VENDOR_TYPE,
                "{\"accessToken\":\"" + token.signed().text() + "\",\"expiresIn\":" + token.expiresIn(exchange.now())
                        + ",\"renewAfter\":" + token.renewAfter(exchange.now()) + "}");
    }

    private void refuseUnjudged(Exchange exchange, Problem problem) {
        clients.refusals().note(problem, exchange.remote(), exchange.now());
        refuse(exchange, problem);
    }

    private void refuse(Exchange exchange, Problem problem) {
        telemetry.tokenRefused(problem.reason());
        problem.detail().ifPresent(detail -> exchange.line().with("detail", detail));
        exchange.refuse(problem);
    }

    private record Asked(ShownChain chain, Set<Domain> hosts) {}
}
