package io.countersign.core.tenant;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The host name under which a tenant is reached, bare: lower case, no scheme, no port, no trailing dot.
///
/// It becomes `iss` and `aud` of the tenant's tokens, which clients compare with the host they were configured with
/// (contract.md 1.6), hence the one form.
public record Domain(String host) {
    private static final int LENGTH_MAX = 253;
    private static final int LABEL_MAX = 63;
    private static final Pattern ANYBODYS = Pattern.compile("localhost|(.*\\.)?[0-9]+");

    /// @throws IllegalArgumentException if the text is not a bare lower-case host name of at most 253 characters
    public Domain {
        if (!isBare(host)) {
            throw new IllegalArgumentException(
                    "a domain is a bare lower-case host name of at most 253 characters, not '" + host + "'");
        }
    }

    /// Reads what a `Host` header or TLS server name holds: any case, perhaps with a port or a final dot.
    /// Empty if no host name can be made of it.
    public static Optional<Domain> ofAuthority(String authority) {
        int colon = authority.indexOf(':');
        String host = (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return isBare(host) ? Optional.of(new Domain(host)) : Optional.empty();
    }

    private static boolean isBare(String host) {
        return host.length() <= LENGTH_MAX && areLabels(host);
    }

    /// Labels of letters, digits, `_` and, but for their ends, `-` (RFC 1123, 2.1), between them dots. A new connection
    /// brings such a name or two, so that no regular expression looks at it.
    private static boolean areLabels(String host) {
        int start = 0;
        for (int i = 0; i <= host.length(); i++) {
            if (i == host.length() || host.charAt(i) == '.') {
                if (!isLabel(host, start, i)) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    private static boolean isLabel(String host, int start, int end) {
        if (start == end || end - start > LABEL_MAX || host.charAt(start) == '-' || host.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = host.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /// Whether it stands for whatever machine answers, and so for no tenant more than another: `localhost`, and what
    /// ends in a number, since that is an IPv4 address.
    public boolean isAnybodys() {
        return ANYBODYS.matcher(host).matches();
    }
}
