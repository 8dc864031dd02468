package io.countersign.edge.cli;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A command cannot do what it was asked to. It is told in up to three lines and ends the command with exit code 1.
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;
    private final String hint;

    Failure(String message) {
        this(message, "", "");
    }

    Failure(String message, String detail, String hint) {
        super(message);
        this.detail = detail;
        this.hint = hint;
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
        this.detail = "";
        this.hint = "";
    }

    /// What the server answered instead of doing it: the error body of contract.md 1.4.
    static Failure ofAnswer(int status, JsonNode body) {
        String message = body.path("message").asString("");
        String reason = body.path("reason").asString("");
        return new Failure(
                (message.isEmpty() ? "The server answered with status " + status + "." : message)
                        + (reason.isEmpty() ? "" : " (" + status + ", " + reason + ")"),
                body.path("detail").asString(""),
                body.path("hint").asString(""));
    }

    /// One sentence on what exactly is wrong.
    Optional<String> detail() {
        return Optional.of(detail).filter(text -> !text.isEmpty());
    }

    /// What to do about it.
    Optional<String> hint() {
        return Optional.of(hint).filter(text -> !text.isEmpty());
    }
}
