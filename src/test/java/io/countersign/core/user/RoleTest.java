package io.countersign.core.user;

import static io.countersign.core.user.Role.ROLE_DEVICE;
import static io.countersign.core.user.Role.ROLE_INVENTORY_CREATE;
import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_USER_MANAGEMENT_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {
    private static final TenantId ACME = new TenantId("acme");

    @Test
    void an_administrator_may_do_everything_but_be_a_device() {
        assertThat(Role.ofAdministrators()).isEqualTo(EnumSet.complementOf(EnumSet.of(ROLE_DEVICE)));
    }

    @Test
    void a_device_may_write_its_own_data_and_manage_nothing() {
        assertThat(Role.ofDevices())
                .contains(ROLE_DEVICE, ROLE_INVENTORY_CREATE)
                .doesNotContain(ROLE_TENANT_ADMIN, ROLE_USER_MANAGEMENT_ADMIN)
                .allMatch(role -> !role.name().contains("_MANAGEMENT_ADMIN")
                        && !role.name().contains("TENANT"));
    }

    @Test
    void changing_one_answer_changes_no_other() {
        Role.ofDevices().add(ROLE_TENANT_ADMIN);

        assertThat(Role.ofDevices()).doesNotContain(ROLE_TENANT_ADMIN);
    }

    @Test
    void a_caller_needs_one_of_the_roles_that_are_asked_for() {
        var caller = new Caller(ACME, "jane", Set.of(ROLE_INVENTORY_CREATE), false);

        assertThat(caller.hasOneOf(Set.of(ROLE_TENANT_ADMIN, ROLE_INVENTORY_CREATE)))
                .isTrue();
        assertThat(caller.hasOneOf(Set.of(ROLE_TENANT_ADMIN))).isFalse();
        assertThat(caller.hasOneOf(Set.of())).isFalse();
    }
}
