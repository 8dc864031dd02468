package io.countersign.edge.fetch;

/// What came of a fetch.
public sealed interface Fetched {
    /// The whole answer. It is what the other side said, and nothing of it is checked yet.
    final class Whole implements Fetched {
        private final byte[] bytes;
        private final Freshness freshness;

        Whole(byte[] bytes, Freshness freshness) {
            this.bytes = bytes;
            this.freshness = freshness;
        }

        /// The body. It may be large, so that this is the array itself and no copy: it belongs to the caller.
        public byte[] bytes() {
            return bytes;
        }

        /// What to show at the next fetch.
        public Freshness freshness() {
            return freshness;
        }
    }

    /// The copy that the caller has is still the present one.
    ///
    /// @param freshness what to show at the next fetch
    record Unchanged(Freshness freshness) implements Fetched {}

    /// There is no answer, and why.
    ///
    /// @param detail one sentence; it names hosts but no address that a name stands for
    record Failed(Reason reason, String detail) implements Fetched {}

    /// Why a fetch failed.
    enum Reason {
        /// Neither `http` nor `https`.
        NOT_HTTP,
        /// There is a user or password in the URI.
        USER_INFO,
        /// No host, or none that is a name or an IP address in its usual form; or a port or length that cannot be.
        BAD_URI,
        /// The host has an address that is not public, and no exception of the operator covers it.
        ADDRESS_NOT_ALLOWED,
        /// No address is known for the host.
        UNKNOWN_HOST,
        /// Nobody takes the connection.
        NO_CONNECTION,
        /// The other side's certificate is not for this host, not trusted, or TLS failed otherwise.
        TLS,
        /// It took too long.
        TIMEOUT,
        /// Too many fetches wait already.
        BUSY,
        /// The answer is larger than the caller takes.
        TOO_LARGE,
        /// One redirect too many.
        TOO_MANY_REDIRECTS,
        /// A redirect to where the server would not fetch from.
        REDIRECT_NOT_ALLOWED,
        /// The status is not 200, or 304 though no copy was known.
        BAD_STATUS,
        /// The answer is compressed.
        ENCODED,
        /// What came is not HTTP, is cut off, or has too large a header.
        MALFORMED
    }
}
