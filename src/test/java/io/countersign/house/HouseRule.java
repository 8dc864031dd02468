package io.countersign.house;

import java.util.List;
import java.util.stream.Stream;

/// One rule about the text of the sources.
///
/// @param name the rule as a sentence in snake case; the name of its test
/// @param instead what to do where the rule is broken
record HouseRule(String name, String instead, Check check) {
    /// Finds the places of one file that break a rule.
    @FunctionalInterface
    interface Check {
        Stream<Finding> findIn(SourceFile file);
    }

    /// A place that breaks a rule.
    ///
    /// @param line counted from 1
    /// @param what was found there, as the end of a message
    record Finding(int line, String what) {}

    /// Each broken place as `path:line what`.
    List<String> brokenIn(SourceFile file) {
        return check.findIn(file)
                .map(finding -> file.path() + ":" + finding.line() + " " + finding.what())
                .toList();
    }
}
