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
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern FORM = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern ANYBODYS = Pattern.compile("localhost|(.*\\.)?[0-9]+");

    /// @throws IllegalArgumentException if the text is not a bare lower-case host name of at most 253 characters
    public Domain {
        if (host.length() > LENGTH_MAX || !FORM.matcher(host).matches()) {
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
        return host.length() <= LENGTH_MAX && FORM.matcher(host).matches()
                ? Optional.of(new Domain(host))
                : Optional.empty();
    }

    /// Whether it stands for whatever machine answers, and so for no tenant more than another: `localhost`, and what
    /// ends in a number, since that is an IPv4 address.
    public boolean isAnybodys() {
        return ANYBODYS.matcher(host).matches();
    }
}
