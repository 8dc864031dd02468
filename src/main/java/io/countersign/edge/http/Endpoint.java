package io.countersign.edge.http;

/// Answers one kind of request. Runs on a virtual thread: it may wait for the store.
@FunctionalInterface
public interface Endpoint {
    /// @throws Rejected where the request cannot be read or is against a rule
    Answer answer(Call call);
}
