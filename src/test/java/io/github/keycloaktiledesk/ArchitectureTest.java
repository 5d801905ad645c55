package io.github.keycloaktiledesk;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Dependencies point downward: api → flow → (guest, broker) → token → (user, step) → (call, text).
 */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.keycloaktiledesk";

    @ArchTest
    static final ArchRule dependenciesPointDownward =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                    .ensureAllClassesAreContainedInArchitecture()
                    .optionalLayer("setup")
                    .definedBy(ROOT + ".setup..")
                    .optionalLayer("api")
                    .definedBy(ROOT + ".api..")
                    .optionalLayer("flow")
                    .definedBy(ROOT + ".flow..")
                    .optionalLayer("guest")
                    .definedBy(ROOT + ".guest..")
                    .optionalLayer("broker")
                    .definedBy(ROOT + ".broker..")
                    .optionalLayer("token")
                    .definedBy(ROOT + ".token..")
                    .optionalLayer("user")
                    .definedBy(ROOT + ".user..")
                    .optionalLayer("step")
                    .definedBy(ROOT + ".step..")
                    .optionalLayer("call")
                    .definedBy(ROOT + ".call..")
                    .optionalLayer("text")
                    .definedBy(ROOT + ".text..")
                    .whereLayer("setup")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("api")
                    .mayOnlyBeAccessedByLayers("setup")
                    .whereLayer("api")
                    .mayOnlyAccessLayers(
                            "flow", "guest", "broker", "token", "user", "step", "call", "text")
                    .whereLayer("flow")
                    .mayOnlyAccessLayers("guest", "broker", "token", "user", "step", "call", "text")
                    .whereLayer("guest")
                    .mayOnlyAccessLayers("token", "user", "step", "call", "text")
                    .whereLayer("broker")
                    .mayOnlyAccessLayers("token", "user", "step", "call", "text")
                    .whereLayer("token")
                    .mayOnlyAccessLayers("user", "step", "call", "text")
                    .whereLayer("user")
                    .mayOnlyAccessLayers("text")
                    .whereLayer("step")
                    .mayOnlyAccessLayers("call", "text")
                    .whereLayer("call")
                    .mayNotAccessAnyLayer()
                    .whereLayer("text")
                    .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
}
