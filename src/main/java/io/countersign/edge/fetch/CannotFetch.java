package io.countersign.edge.fetch;

/// A fetch that ends without an answer; the message is a sentence for the operator. Nothing of the kind leaves
/// [GuardedFetch], which makes a [Fetched.Failed] of it.
final class CannotFetch extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fetched.Reason reason;

    CannotFetch(Fetched.Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    Fetched.Reason reason() {
        return reason;
    }

    Fetched.Failed asFetched() {
        return new Fetched.Failed(reason, String.valueOf(getMessage()));
    }
}
