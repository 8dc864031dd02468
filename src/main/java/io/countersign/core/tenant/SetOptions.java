package io.countersign.core.tenant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes options of one tenant: all of them or, if one may not be changed, none (contract.md 3).
public final class SetOptions {
    private final TenantOptions options;
    private final List<OptionRule> rules;

    /// @param rules the known options that are checked
    public SetOptions(TenantOptions options, List<OptionRule> rules) {
        this.options = options;
        this.rules = List.copyOf(rules);
    }

    /// What became of the change.
    public sealed interface Result {
        /// All values are on disk.
        record Done(List<TenantOption> written) implements Result {}

        /// The management tenant has frozen this option.
        record Frozen(TenantOption.Name name) implements Result {}

        /// A value breaks the rule of its option.
        record Invalid(TenantOption.Name name, String complaint) implements Result {}
    }

    /// @param values the new values by name
    public Result set(TenantId tenant, Map<TenantOption.Name, String> values, Instant now) {
        var written = new ArrayList<TenantOption>();
        for (var entry : values.entrySet()) {
            TenantOption.Name name = entry.getKey();
            Optional<TenantOption> present = options.find(tenant, name);
            if (present.isPresent() && !present.get().editable()) {
                return new Result.Frozen(name);
            }
            Optional<String> complaint = complaint(name, entry.getValue());
            if (complaint.isPresent()) {
                return new Result.Invalid(name, complaint.get());
            }
            written.add(new TenantOption(name, entry.getValue(), true));
        }
        values.forEach((name, value) -> rule(name).ifPresent(rule -> rule.prepare(value, now)));
        options.put(tenant, written);
        return new Result.Done(written);
    }

    private Optional<String> complaint(TenantOption.Name name, String value) {
        if (value.length() > TenantOption.VALUE_MAX) {
            return Optional.of(
                    "an option value is at most " + TenantOption.VALUE_MAX + " characters, not " + value.length());
        }
        return rule(name).flatMap(rule -> rule.complaint(value));
    }

    private Optional<OptionRule> rule(TenantOption.Name name) {
        return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }
}
