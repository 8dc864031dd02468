package io.countersign.edge.http;

import io.countersign.core.tenant.Domain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import javax.net.ssl.StandardConstants;

/// Which host names a client asked for: the server name of its handshake (RFC 6066, 3) and every `Host` of its request.
/// They need not agree, so nobody may look at one of them alone (CVE-2025-66614, CVE-2018-21246).
final class AskedHosts {
    private AskedHosts() {}

    static Set<Domain> of(Exchange exchange) {
        SSLSession session = exchange.request().connection().sslSession();
        Stream<String> inRequest = exchange.request().headers().getAll("Host").stream();
        return Stream.concat(inRequest, serverNames(session).stream().flatMap(AskedHosts::text))
                .map(Domain::ofAuthority)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<SNIServerName> serverNames(SSLSession session) {
        return session instanceof ExtendedSSLSession extended ? extended.getRequestedServerNames() : List.of();
    }

    private static Stream<String> text(SNIServerName name) {
        return name.getType() == StandardConstants.SNI_HOST_NAME
                ? Stream.of(new String(name.getEncoded(), StandardCharsets.US_ASCII))
                : Stream.empty();
    }
}
