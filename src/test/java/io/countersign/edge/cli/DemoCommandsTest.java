package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands that the demo prints can be pasted.
class DemoCommandsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    demo-data/tls/ca.pem | demo-data/tls/ca.pem
                    my data/ca.pem       | 'my data/ca.pem'
                    $HOME/ca.pem         | '$HOME/ca.pem'
                    it's/ca.pem          | 'it'\\''s/ca.pem'
                    """)
    void a_path_is_one_word_of_the_shell(String path, String word) {
        assertThat(DemoCommands.quoted(Path.of(path))).isEqualTo(word);
    }
}
