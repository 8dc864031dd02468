package io.countersign.core.revocation;

import java.util.List;

/// Where the status of a certificate can be fetched.
///
/// @param lists URIs of revocation lists
/// @param responders URIs of OCSP responders
public record PublishedAt(List<String> lists, List<String> responders) {
    /// How many URIs of either kind are taken from one certificate.
    public static final int URIS_MAX = 8;

    /// Nowhere.
    public static final PublishedAt NOWHERE = new PublishedAt(List.of(), List.of());

    public PublishedAt {
        lists = List.copyOf(lists);
        responders = List.copyOf(responders);
    }
}
