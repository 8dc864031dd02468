package io.countersign.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What the layers promise each other, as rules over the compiled classes.
public final class LayerRules {
    /// The names of the rules, and the rules.
    public static final Map<String, ArchRule> ALL = new TreeMap<>(Map.of(
            "each_class_has_its_place", eachClassHasItsPlace(),
            "packages_know_only_whom_they_may", packagesKnowOnlyWhomTheyMay(),
            "the_core_needs_no_library", theCoreNeedsNoLibrary(),
            "the_core_does_no_io_and_waits_for_nobody", theCoreDoesNoIo(),
            "the_core_is_told_the_time_and_the_dice", theCoreIsToldTheTimeAndTheDice()));

    private static final String IN_CORE = Layers.CORE + "..";
    private static final Pattern OF_JDK_OR_CORE = Pattern.compile("(java|javax|org\\.jspecify|io\\.countersign)\\..*");

    /// Types of the JDK that touch the world. Reading bytes that are in memory already is none of it.
    private static final Pattern OF_THE_WORLD = Pattern.compile("java\\.(net|sql|nio\\.file|nio\\.channels|rmi)\\..*"
            + "|javax\\.(net|sql|naming\\.directory)\\..*"
            + "|java\\.io\\.(?!(IOException|UncheckedIOException|Serializable|InputStream|ByteArrayInputStream"
            + "|OutputStream|ByteArrayOutputStream)$).*"
            + "|java\\.util\\.(Timer.*|Random|SplittableRandom|random\\..*|concurrent\\.ThreadLocalRandom)"
            + "|java\\.util\\.concurrent\\.(.*Executor.*|ForkJoin.*|CompletableFuture|StructuredTaskScope.*)"
            + "|java\\.lang\\.(Thread.*|Process.*|Runtime|ScopedValue.*)"
            + "|java\\.security\\.SecureRandom");

    private static final Map<String, Set<String>> ASKED_FROM_THE_WORLD = Map.of(
            "java.lang.System",
                    Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties", "exit"),
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.time.Clock", Set.of("system", "systemUTC", "systemDefaultZone", "tick", "tickSeconds", "tickMillis"),
            "java.time.InstantSource", Set.of("system"));

    private LayerRules() {}

    private static ArchRule eachClassHasItsPlace() {
        return classes()
                .should(ask(
                        "lie in the root package, in a part of the core or in an edge",
                        type -> Layers.misplaced(type.getPackageName()).map(why -> type.getName() + ": " + why)));
    }

    private static ArchRule packagesKnowOnlyWhomTheyMay() {
        return classes().should(new ArchCondition<>("know only the packages that Layers lets them know") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var dependency : type.getDirectDependenciesFromSelf()) {
                    var to = dependency.getTargetClass().getBaseComponentType().getPackageName();
                    if (to.equals(Layers.ROOT) || to.startsWith(Layers.ROOT + ".")) {
                        Layers.objection(type.getPackageName(), to)
                                .ifPresent(why -> events.add(
                                        SimpleConditionEvent.violated(type, why + ". " + dependency.getDescription())));
                    }
                }
            }
        });
    }

    private static ArchRule theCoreNeedsNoLibrary() {
        return coreKnowsNo(name -> !OF_JDK_OR_CORE.matcher(name).matches(), "types of a library")
                .because("the core uses the JDK alone: let an edge use the library behind an interface of the core");
    }

    private static ArchRule theCoreDoesNoIo() {
        return coreKnowsNo(name -> OF_THE_WORLD.matcher(name).matches(), "types that touch the world")
                .because("the core is handed facts, and whoever runs it decides on which thread: move it to an edge");
    }

    private static ArchRule theCoreIsToldTheTimeAndTheDice() {
        return classes()
                .that()
                .resideInAPackage(IN_CORE)
                .should(never(accessTargetWhere(describe("asks the world", LayerRules::asksTheWorld))))
                .because("time, settings and fresh ids are arguments: read them once, at the edge, and hand them in")
                .allowEmptyShould(true);
    }

    private static boolean asksTheWorld(JavaAccess<?> access) {
        var owner = access.getTargetOwner().getName();
        var member = access.getTarget().getName();
        boolean readsClock = owner.startsWith("java.time.") && member.equals("now");
        return readsClock || ASKED_FROM_THE_WORLD.getOrDefault(owner, Set.of()).contains(member);
    }

    private static ArchRule coreKnowsNo(Predicate<String> forbidden, String what) {
        return classes()
                .that()
                .resideInAPackage(IN_CORE)
                .should(new ArchCondition<>("know no " + what) {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (var dependency : type.getDirectDependenciesFromSelf()) {
                            var target = dependency.getTargetClass().getBaseComponentType();
                            if (!target.isPrimitive() && forbidden.test(target.getName())) {
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                            }
                        }
                    }
                })
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> ask(String what, Function<JavaClass, Optional<String>> objection) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                objection.apply(type).ifPresent(why -> events.add(SimpleConditionEvent.violated(type, why)));
            }
        };
    }
}
