package io.countersign.edge.config;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong, so that the operator learns all of it at once.
final class Mistakes {
    private final List<String> sentences = new ArrayList<>();

    void add(String sentence) {
        sentences.add(sentence);
    }

    /// @throws BadSettings if there is any mistake
    void throwIfAny() throws BadSettings {
        if (!sentences.isEmpty()) {
            throw new BadSettings(sentences);
        }
    }
}
