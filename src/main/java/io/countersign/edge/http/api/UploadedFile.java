package io.countersign.edge.http.api;

import io.countersign.edge.http.Call;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import java.util.Locale;

/// The file that a request brings: the part `file` of a multipart form, or the body itself where it is `text/csv`.
final class UploadedFile {
    static final String PART = "file";

    private UploadedFile() {}

    /// @throws Rejected with 415 if the request is of another type, with 400 if the form cannot be read or has no file
    static byte[] of(Call call) {
        String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/csv") || type.startsWith("text/plain")) {
            return call.body();
        }
        return Form.of(call)
                .orElseThrow(() -> new Rejected(Problem.of(
                        415,
                        "general/Unsupported Media Type",
                        "The file comes as part '" + PART + "' of multipart/form-data, or as text/csv.",
                        "unsupported_type")))
                .part(PART)
                .orElseThrow(() -> new Rejected(Problem.unreadable("The form has no complete part '" + PART + "'.")));
    }
}
