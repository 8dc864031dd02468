package io.countersign.edge.http;

import io.countersign.core.tenant.Domain;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import javax.net.ssl.StandardConstants;

/// Which host names a client asked for: the server name of its handshake (RFC 6066, 3) and every `Host` of its request.
/// They need not agree, so nobody may look at one of them alone (CVE-2025-66614, CVE-2018-21246).
///
/// What was read of them is kept with the TLS session, for a client asks for the same names again and again.
final class AskedHosts {
    private static final String KEPT = "countersign.asked";

    /// The longest name that a host can have, with a port and a dot: longer ones are read each time.
    private static final int KEPT_MAX = 300;

    private AskedHosts() {}

    /// @param readOn the session of the connection on which they were read: its handshake is over, so that its names
    ///     need not be asked for again
    private record Kept(
            WeakReference<SSLSession> readOn,
            List<String> inRequest,
            List<SNIServerName> inHandshake,
            Set<Domain> domains) {
        boolean isOf(SSLSession session) {
            return readOn.refersTo(session) || inHandshake.equals(serverNames(session));
        }
    }

    static Set<Domain> of(Exchange exchange) {
        SSLSession session = exchange.request().connection().sslSession();
        List<String> inRequest = exchange.request().headers().getAll("Host");
        if (session.getValue(KEPT) instanceof Kept kept && kept.inRequest().equals(inRequest) && kept.isOf(session)) {
            return kept.domains();
        }
        List<SNIServerName> inHandshake = serverNames(session);
        Set<Domain> domains = domains(inRequest, inHandshake);
        if (inRequest.size() == 1 && inRequest.getFirst().length() <= KEPT_MAX) {
            session.putValue(
                    KEPT,
                    new Kept(new WeakReference<>(session), List.copyOf(inRequest), List.copyOf(inHandshake), domains));
        }
        return domains;
    }

    private static List<SNIServerName> serverNames(SSLSession session) {
        return session instanceof ExtendedSSLSession extended ? extended.getRequestedServerNames() : List.of();
    }

    private static Set<Domain> domains(List<String> inRequest, List<SNIServerName> inHandshake) {
        Set<Domain> domains = new HashSet<>();
        for (String authority : inRequest) {
            Domain.ofAuthority(authority).ifPresent(domains::add);
        }
        for (SNIServerName name : inHandshake) {
            if (name.getType() == StandardConstants.SNI_HOST_NAME) {
                Domain.ofAuthority(new String(name.getEncoded(), StandardCharsets.US_ASCII))
                        .ifPresent(domains::add);
            }
        }
        return Set.copyOf(domains);
    }
}
