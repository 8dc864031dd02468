package io.countersign.core.tenant;

import java.time.Instant;
import java.util.Optional;

/// What the value of one known option must look like. An option without a rule takes any text.
public interface OptionRule {
    /// The option that this rule is about.
    TenantOption.Name name();

    /// What is wrong with a value, as a sentence that names rule and value; empty if nothing is.
    Optional<String> complaint(String value);

    /// Makes what a value asks for. Called with a value that nothing is wrong with, before it is written.
    default void prepare(String value, Instant now) {}
}
