package io.countersign.edge.http.api;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the CSV of revoked serial numbers (contract.md 2.4): a line of column names, `SERIALNO,DATE`, then one
/// certificate a line; the date may be missing.
final class RevokedTable {
    /// How many certificates one file may hold (contract.md 2.4).
    static final int ROWS_MAX = 5_000;

    private static final int FIELDS_MAX = 20;
    private static final int FIELD_CHARACTERS_MAX = 200;

    private RevokedTable() {}

    /// One certificate, as it stands there.
    ///
    /// @param date empty if there is none
    record Row(String serial, String date) {}

    /// @throws Rejected with 400 if it cannot be read, with 422 if it is too long
    static List<Row> read(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        char separator = text.lines().findFirst().orElse("").indexOf(';') >= 0 ? ';' : ',';
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(FIELDS_MAX)
                                .maxFieldSize(FIELD_CHARACTERS_MAX)
                                .build(),
                        text)) {
            var rows = new ArrayList<Row>();
            for (CsvRecord fields : reader) {
                rows.add(new Row(field(fields, 0), field(fields, 1)));
                if (rows.size() > ROWS_MAX + 1) {
                    throw new Rejected(Problem.invalid(
                            "Device Certificates", "A file holds at most " + ROWS_MAX + " certificates."));
                }
            }
            boolean isHeaded = !rows.isEmpty() && rows.getFirst().serial().equalsIgnoreCase("SERIALNO");
            if (!isHeaded) {
                throw new Rejected(Problem.unreadable("The first line of the CSV file is SERIALNO,DATE."));
            }
            return List.copyOf(rows.subList(1, rows.size()));
        } catch (CsvParseException broken) {
            throw new Rejected(Problem.unreadable("The CSV file cannot be read: " + broken.getMessage() + "."));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory can be read", impossible);
        }
    }

    private static String field(CsvRecord fields, int column) {
        return column >= fields.getFieldCount() ? "" : fields.getField(column).strip();
    }
}
