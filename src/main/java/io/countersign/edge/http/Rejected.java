package io.countersign.edge.http;

/// Text from outside cannot be read, or the caller may not ask for this: thrown by the edge that finds out, answered in
/// one place.
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /// Costs no stack trace: it tells about the caller, not about us.
    public Rejected(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    /// What to answer.
    public Problem problem() {
        return problem;
    }
}
