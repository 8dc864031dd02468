package io.countersign.edge.http.api;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.countersign.core.device.DeviceId;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Reads the CSV of a bulk registration (contract.md 4): the first line names the columns; the separator is the one of
/// tab, semicolon and comma that it holds most of; unknown columns are passed over.
final class DeviceTable {
    /// How many devices one file may register.
    static final int ROWS_MAX = 100_000;

    private static final int COLUMNS_MAX = 500;
    private static final int FIELD_CHARACTERS_MAX = 4096;
    private static final int RECORD_CHARACTERS_MAX = 64 * 1024;
    private static final List<Character> SEPARATORS = List.of('\t', ';', ',');
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String CERTIFICATES = "CERTIFICATES";

    private DeviceTable() {}

    /// One line of the table.
    ///
    /// @param line from 1, the line of the column names
    /// @param id as it stands there
    /// @param tenant as it stands there, empty if nothing does
    /// @param device the device to register, if the row can be
    /// @param complaint why not, otherwise
    record Row(long line, String id, String tenant, Optional<DeviceId> device, String complaint) {}

    /// All rows, or none.
    ///
    /// @throws Rejected with 422 if the table cannot be read as a whole
    static List<Row> read(byte[] file) {
        String text = text(file);
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(text))
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(bounded(), text)) {
            return rows(reader.iterator());
        } catch (CsvParseException broken) {
            throw invalid("The CSV file cannot be read: " + causes(broken) + ". Nothing was registered.");
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory can be read", impossible);
        }
    }

    private static CsvRecordHandler bounded() {
        return CsvRecordHandler.builder()
                .maxFields(COLUMNS_MAX)
                .maxFieldSize(FIELD_CHARACTERS_MAX)
                .maxRecordSize(RECORD_CHARACTERS_MAX)
                .build();
    }

    /// The line, and what is wrong there.
    private static String causes(CsvParseException broken) {
        String line = String.valueOf(broken.getMessage());
        return broken.getCause() instanceof CsvParseException cause ? line + ": " + cause.getMessage() : line;
    }

    private static List<Row> rows(Iterator<CsvRecord> records) {
        if (!records.hasNext()) {
            throw invalid("The CSV file is empty.");
        }
        List<String> columns =
                records.next().getFields().stream().map(String::strip).toList();
        var places = new Columns(columns.indexOf("ID"), columns.indexOf("AUTH_TYPE"), columns.indexOf("TENANT"));
        if (places.id() < 0) {
            throw invalid("The first line of the CSV file names the columns; ID is missing.");
        }
        var rows = new ArrayList<Row>();
        while (records.hasNext()) {
            if (rows.size() == ROWS_MAX) {
                throw invalid("A CSV file registers at most " + ROWS_MAX + " devices. Nothing was registered.");
            }
            rows.add(row(records.next(), places));
        }
        return rows;
    }

    private record Columns(int id, int authType, int tenant) {}

    private static Row row(CsvRecord fields, Columns columns) {
        long line = fields.getStartingLineNumber();
        String id = field(fields, columns.id());
        String tenant = field(fields, columns.tenant()).strip();
        String authType = field(fields, columns.authType()).strip();
        if (!authType.equals(CERTIFICATES)) {
            String complaint = "AUTH_TYPE is '" + authType + "'; only " + CERTIFICATES + " can be registered.";
            return new Row(line, id, tenant, Optional.empty(), complaint);
        }
        try {
            return new Row(line, id, tenant, Optional.of(new DeviceId(id)), "");
        } catch (IllegalArgumentException badId) {
            return new Row(line, id, tenant, Optional.empty(), badId.getMessage() + ".");
        }
    }

    private static String field(CsvRecord fields, int column) {
        return column < 0 || column >= fields.getFieldCount() ? "" : fields.getField(column);
    }

    /// UTF-8 or, where it is none, ISO-8859-1.
    private static String text(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            return new String(file, StandardCharsets.ISO_8859_1);
        }
    }

    private static char separator(String text) {
        String firstLine = text.lines().findFirst().orElse("");
        char best = ',';
        long most = 0;
        for (char candidate : SEPARATORS) {
            long count = firstLine.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private static Rejected invalid(String message) {
        return new Rejected(Problem.invalid("devicecontrol", message));
    }
}
