package io.countersign.edge.fetch;

import io.countersign.edge.address.HostName;
import io.countersign.edge.address.IpLiteral;
import io.countersign.edge.fetch.Fetched.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The host, port and resource of a URI that may be fetched by its form; whether its addresses may is a question to
/// [AddressGuard].
final class Target {
    /// The longest URI, in characters.
    static final int URI_LENGTH_MAX = 8 * 1024;

    private static final int PORT_MAX = 65_535;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final URI uri;
    private final boolean isHttps;
    private final String host;
    private final int port;

    private Target(URI uri, boolean isHttps, String host, int port) {
        this.uri = uri;
        this.isHttps = isHttps;
        this.host = host;
        this.port = port;
    }

    /// @throws CannotFetch if it is not `http` or `https`, holds a user, or names no host in the usual form
    static Target of(URI uri) throws CannotFetch {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        boolean isHttps = scheme.equals("https");
        if (!isHttps && !scheme.equals("http")) {
            throw new CannotFetch(Reason.NOT_HTTP, "Only http and https are fetched, not '" + Shown.of(scheme) + "'.");
        }
        if (uri.toASCIIString().length() > URI_LENGTH_MAX) {
            throw new CannotFetch(Reason.BAD_URI, "A URI has at most " + URI_LENGTH_MAX + " characters.");
        }
        if (uri.getRawUserInfo() != null
                || Optional.ofNullable(uri.getRawAuthority()).orElse("").contains("@")) {
            throw new CannotFetch(Reason.USER_INFO, "A URI with a user or password in it is not fetched.");
        }
        int standardPort = isHttps ? HTTPS_PORT : HTTP_PORT;
        int port = uri.getPort() < 0 ? standardPort : uri.getPort();
        if (port < 1 || port > PORT_MAX) {
            throw new CannotFetch(Reason.BAD_URI, "A port is a number from 1 to " + PORT_MAX + ", not " + port + ".");
        }
        return new Target(uri, isHttps, host(uri.getHost(), uri.getRawAuthority()), port);
    }

    private static String host(@Nullable String host, @Nullable String authority) throws CannotFetch {
        Optional<String> usual = Optional.ofNullable(host)
                .flatMap(text -> text.startsWith("[")
                        ? IpLiteral.read(text.substring(1, text.length() - 1)).map(InetAddress::getHostAddress)
                        : IpLiteral.read(text).map(InetAddress::getHostAddress).or(() -> HostName.read(text)));
        return usual.orElseThrow(() -> new CannotFetch(
                Reason.BAD_URI,
                "'" + Shown.of(Optional.ofNullable(authority).orElse(""))
                        + "' is neither the name of a host nor an IP address in its usual form."));
    }

    /// The name in lower case without a final dot, or the address without brackets.
    String host() {
        return host;
    }

    /// The host as it stands in a URI: an IPv6 address in brackets.
    String authority() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /// The address, if the host is one.
    Optional<InetAddress> literal() {
        return IpLiteral.read(host);
    }

    int port() {
        return port;
    }

    boolean isHttps() {
        return isHttps;
    }

    /// Path and query, as they go into the request.
    String resource() {
        URI ascii = URI.create(uri.toASCIIString());
        String path = Optional.ofNullable(ascii.getRawPath())
                .filter(text -> !text.isEmpty())
                .orElse("/");
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    /// Where a redirect from here leads to.
    URI resolve(URI location) {
        return uri.resolve(location);
    }
}
