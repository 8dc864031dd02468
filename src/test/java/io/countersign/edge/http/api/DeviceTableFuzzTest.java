package io.countersign.edge.http.api;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.edge.http.Rejected;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;

/// Whatever is uploaded as a table of devices, it has rows or it is refused in the shape of the API
/// (`make fuzz`; the collected inputs run with every test run).
class DeviceTableFuzzTest {
    @FuzzTest(maxDuration = "1m")
    @Timeout(90)
    void any_file_has_rows_or_is_refused(byte[] input) {
        try {
            Objects.requireNonNull(DeviceTable.read(input));
        } catch (Rejected refused) {
            int status = refused.problem().status();
            if (status < 400 || status >= 500) {
                throw new AssertionError("bad input is answered with " + status, refused);
            }
        }
    }
}
