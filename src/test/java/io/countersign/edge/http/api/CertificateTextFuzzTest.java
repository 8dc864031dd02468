package io.countersign.edge.http.api;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.edge.http.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;

/// Whatever stands in `certInPemFormat`, it is one certificate or it is refused in the shape of the API
/// (`make fuzz`; the collected inputs run with every test run).
class CertificateTextFuzzTest {
    @FuzzTest(maxDuration = "1m")
    @Timeout(90)
    void any_text_is_one_certificate_or_is_refused(byte[] input) {
        try {
            Objects.requireNonNull(CertificateText.read(new String(input, StandardCharsets.UTF_8)));
        } catch (Rejected refused) {
            int status = refused.problem().status();
            if (status < 400 || status >= 500) {
                throw new AssertionError("bad input is answered with " + status, refused);
            }
        }
    }
}
