package io.countersign.edge.cli;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A command cannot do what it was asked to. It is told in up to three lines and ends the command with exit code 1.
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;
    private final String hint;
    private final int status;
    private final String reason;

    /// @param detail one sentence on what exactly is wrong, or nothing
    /// @param hint what to do about it, or nothing
    Failure(String message, String detail, String hint) {
        super(message);
        this.detail = detail;
        this.hint = hint;
        this.status = 0;
        this.reason = "";
    }

    Failure(String message) {
        this(message, "", "");
    }

    Failure(String message, Throwable cause) {
        this(message);
        initCause(cause);
    }

    private Failure(String message, int status, JsonNode body) {
        super(message);
        this.detail = text(body, "detail");
        this.hint = text(body, "hint");
        this.status = status;
        this.reason = text(body, "reason");
    }

    /// What the server answered instead of doing it: the error body of contract.md 1.4.
    static Failure ofAnswer(int status, JsonNode body) {
        String message = text(body, "message");
        String reason = text(body, "reason");
        return new Failure(
                (message.isEmpty() ? "The server answered with status " + status + "." : message)
                        + (reason.isEmpty() ? "" : " (" + status + ", " + reason + ")"),
                status,
                body);
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asString("");
    }

    Optional<String> detail() {
        return Optional.of(detail).filter(text -> !text.isEmpty());
    }

    Optional<String> hint() {
        return Optional.of(hint).filter(text -> !text.isEmpty());
    }

    /// The HTTP status that the server answered with; 0 if it was not the server who said no.
    int status() {
        return status;
    }

    /// The server's stable code for why; empty if it was not the server who said no.
    String reason() {
        return reason;
    }
}
