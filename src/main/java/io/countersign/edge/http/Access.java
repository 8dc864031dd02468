package io.countersign.edge.http;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.user.Caller;
import io.countersign.core.user.Role;
import java.util.Set;

/// Who may call a route.
///
/// @param needsCaller false for what anybody may ask
/// @param roles the caller has one of them; empty: any caller will do
/// @param whose whose things the route is about
/// @param forDevices whether it is served on the device port as well
public record Access(boolean needsCaller, Set<Role> roles, Whose whose, boolean forDevices) {
    /// The path parameter that names the tenant a route is about.
    public static final String TENANT_PARAMETER = "tenant";

    /// Whose things a route is about.
    public enum Whose {
        /// The caller's own tenant; the path names none.
        CALLER,
        /// The tenant in the path, which must be the caller's.
        OWN,
        /// The tenant in the path, which must be the caller's unless the caller is of the management tenant.
        OWN_OR_MANAGED,
        /// Any tenant: only for callers of the management tenant.
        ALL
    }

    public Access {
        roles = Set.copyOf(roles);
    }

    /// Anybody.
    public static Access open() {
        return new Access(false, Set.of(), Whose.CALLER, false);
    }

    /// A caller with one of these roles, on things of its own tenant that the path does not name.
    public static Access of(Role... roles) {
        return new Access(true, Set.of(roles), Whose.CALLER, false);
    }

    /// The same for the tenant that the path names.
    public Access on(Whose things) {
        return new Access(needsCaller, roles, things, forDevices);
    }

    /// The same, and served to devices on their port, too.
    public Access alsoForDevices() {
        return new Access(needsCaller, roles, whose, true);
    }

    /// Whether this caller may. A tenant that is not there and one that is somebody else's look alike to all but the
    /// management tenant.
    boolean allows(Caller caller, Call call) {
        boolean hasRole = roles.isEmpty() || caller.hasOneOf(roles);
        return hasRole
                && switch (whose) {
                    case CALLER -> true;
                    case OWN -> isOwn(caller, call);
                    case OWN_OR_MANAGED -> isOfManagement(caller) || isOwn(caller, call);
                    case ALL -> isOfManagement(caller);
                };
    }

    private static boolean isOwn(Caller caller, Call call) {
        return caller.tenant().value().equals(call.parameter(TENANT_PARAMETER));
    }

    private static boolean isOfManagement(Caller caller) {
        return caller.tenant().equals(TenantId.MANAGEMENT) && !caller.isDevice();
    }
}
