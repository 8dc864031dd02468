package io.countersign.core.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {
    @Test
    void a_device_is_a_device_and_administers_nothing() {
        assertThat(Role.ofDevices())
                .contains(Role.ROLE_DEVICE, Role.ROLE_INVENTORY_READ)
                .doesNotContain(
                        Role.ROLE_TENANT_ADMIN,
                        Role.ROLE_TENANT_MANAGEMENT_ADMIN,
                        Role.ROLE_DEVICE_CONTROL_ADMIN,
                        Role.ROLE_USER_MANAGEMENT_ADMIN,
                        Role.ROLE_OPTION_MANAGEMENT_ADMIN)
                .hasSize(12);
    }

    @Test
    void an_administrator_may_do_everything_but_be_a_device() {
        assertThat(Role.ofAdministrators()).isEqualTo(EnumSet.complementOf(EnumSet.of(Role.ROLE_DEVICE)));
    }

    @Test
    void whoever_changes_the_set_of_roles_changes_his_own_copy() {
        Role.ofDevices().clear();
        Role.ofAdministrators().clear();

        assertThat(Role.ofDevices()).isNotEmpty();
        assertThat(Role.ofAdministrators()).isNotEmpty();
    }

    @Test
    void a_caller_needs_one_of_the_wanted_roles() {
        var roles = new HashSet<>(Set.of(Role.ROLE_TENANT_ADMIN));
        var caller = new Caller(new TenantId("t1"), "admin", roles, false);
        roles.clear();

        assertThat(caller.hasOneOf(EnumSet.of(Role.ROLE_DEVICE, Role.ROLE_TENANT_ADMIN)))
                .isTrue();
        assertThat(caller.hasOneOf(EnumSet.of(Role.ROLE_DEVICE))).isFalse();
        assertThat(caller.hasOneOf(Set.of())).isFalse();
    }
}
