package io.countersign.edge.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A "no" as it goes out: the error body of contract.md 1.4 with our additions (product.md 3).
///
/// @param error `<resource>/<name>`, a string that clients match on
/// @param message likewise
/// @param reason a stable snake_case code
/// @param detail one sentence: what, which rule
/// @param hint what to do
public record Problem(
        int status, String error, String message, String reason, Optional<String> detail, Optional<String> hint) {
    /// The longest message, in characters: messages repeat what was sent, which may be a whole body.
    private static final int MESSAGE_MAX = 1000;

    private static final String INFO = "https://www.cumulocity.com/guides/reference-guide/#error_reporting";

    public Problem {
        message = message.length() <= MESSAGE_MAX ? message : message.substring(0, MESSAGE_MAX) + "…";
    }

    /// A problem of which the message says all.
    public static Problem of(int status, String error, String message, String reason) {
        return new Problem(status, error, message, reason, Optional.empty(), Optional.empty());
    }

    /// The same with one sentence on what exactly is wrong.
    public Problem detail(String sentence) {
        return new Problem(status, error, message, reason, Optional.of(sentence), hint);
    }

    /// The same with words before its message.
    public Problem inFront(String words) {
        return new Problem(status, error, words + message, reason, detail, hint);
    }

    /// The same with advice.
    public Problem hint(String advice) {
        return new Problem(status, error, message, reason, detail, Optional.of(advice));
    }

    /// 400: the request cannot be read.
    public static Problem unreadable(String message) {
        return of(400, "general/Bad Request", message, "unreadable");
    }

    /// 401: nobody, or not who they say they are. The words of contract.md 2.
    public static Problem unauthorized() {
        return of(401, "security/Unauthorized", "Invalid credentials! : Bad credentials", "bad_credentials");
    }

    /// 403: known, but not allowed to.
    public static Problem forbidden() {
        return of(403, "security/Forbidden", "Access is denied.", "forbidden");
    }

    /// 404: no such thing, or not for this caller.
    public static Problem notFound(String resource, String message) {
        return of(404, resource + "/Not Found", message, "not_found");
    }

    /// 409: there is one already.
    public static Problem conflict(String resource, String message) {
        return of(409, resource + "/Conflict", message, "conflict");
    }

    /// 422: readable, but against a rule that the message names together with the value.
    public static Problem invalid(String resource, String message) {
        return of(422, resource + "/Invalid Data", message, "invalid_data");
    }

    /// The JSON object, fields in a fixed order.
    public Map<String, Object> body() {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", error);
        body.put("message", message);
        body.put("info", INFO);
        body.put("reason", reason);
        detail.ifPresent(sentence -> body.put("detail", sentence));
        hint.ifPresent(advice -> body.put("hint", advice));
        return body;
    }
}
