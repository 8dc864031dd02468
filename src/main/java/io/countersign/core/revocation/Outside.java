package io.countersign.core.revocation;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whoever fetches what certificates name. It is told what is wanted and does that in its own time: to tell it never
/// waits, never fails, and is cheap when it was told before.
///
/// Only certificates of a path that was proven up to an anchor are ever told of: nothing that a stranger wrote into
/// a certificate is called (CVE-2026-21945, CVE-2023-28857).
public interface Outside {
    /// Nobody fetches anything.
    Outside NOBODY = new Outside() {
        @Override
        public void want(Wish wish) {
            // nobody does
        }

        @Override
        public List<Source> sources(TenantId tenant) {
            return List.of();
        }
    };

    /// Somebody was judged by what there is, and this would have helped, or will soon.
    void want(Wish wish);

    /// The lists that are fetched for a tenant.
    List<Source> sources(TenantId tenant);

    /// Something that is wanted.
    sealed interface Wish {
        /// Who wants it.
        TenantId tenant();

        /// What the certificate that named it leads to; when that one is gone, nothing is fetched any more.
        AnchorId anchor();

        /// A revocation list, from now on and for as long as devices ask.
        ///
        /// @param above the certificates above the one that named it: they may have signed the list
        record OfList(TenantId tenant, AnchorId anchor, String uri, List<X509Certificate> above) implements Wish {
            public OfList {
                above = List.copyOf(above);
            }
        }

        /// An OCSP answer, once.
        ///
        /// @param uris of responders, any of them will do
        record OfAnswer(
                TenantId tenant,
                AnchorId anchor,
                List<String> uris,
                X509Certificate certificate,
                X509Certificate issuer)
                implements Wish {
            public OfAnswer {
                uris = List.copyOf(uris);
            }
        }
    }

    /// How it stands with a list that is fetched.
    ///
    /// @param fetchedAt when it last came, or was found to be the present one still
    /// @param nextAt when it is fetched next
    /// @param failures how often that failed since
    /// @param failure why the last time, as a sentence
    record Source(String uri, Optional<Instant> fetchedAt, Instant nextAt, int failures, Optional<String> failure) {}
}
