package io.countersign.edge.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What endpoints say "no" with.
final class Refusals {
    private static final int MESSAGE_MAX = 2_000;

    private Refusals() {}

    /// The problem that a call ends with; fails unless it ends with one that is the caller's.
    static Problem refusal(ThrowingCallable call) {
        Rejected rejected = catchThrowableOfType(Rejected.class, call);
        assertThat(rejected).as("a refusal").isNotNull();
        assertThat(rejected.problem().status()).isBetween(400, 499);
        assertThat(rejected.problem().message()).isNotBlank().hasSizeLessThan(MESSAGE_MAX);
        return rejected.problem();
    }

    /// The status that a call is refused with.
    static int status(ThrowingCallable call) {
        return refusal(call).status();
    }
}
