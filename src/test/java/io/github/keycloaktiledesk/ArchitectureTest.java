// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Dependencies point downward: setup, which may see all, and api → flow → (guest, broker,
 * membership) → (token, profile) → (user, step) → (call, text). Whoever calls another server does
 * it with outgoing. Whether Keycloak has what is called, compatibility knows, which calls nothing.
 */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.keycloaktiledesk";
    private static final String BROKER = ROOT + ".broker";
    private static final String GUEST = ROOT + ".guest";

    @ArchTest
    static final ArchRule dependenciesPointDownward =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                    .ensureAllClassesAreContainedInArchitecture()
                    .layer("setup")
                    .definedBy(ROOT + ".setup..")
                    .optionalLayer("api")
                    .definedBy(ROOT + ".api..")
                    .optionalLayer("flow")
                    .definedBy(ROOT + ".flow..")
                    .optionalLayer("guest")
                    .definedBy(ROOT + ".guest..")
                    .optionalLayer("broker")
                    .definedBy(ROOT + ".broker..")
                    .optionalLayer("membership")
                    .definedBy(ROOT + ".membership..")
                    .optionalLayer("outgoing")
                    .definedBy(ROOT + ".outgoing..")
                    .optionalLayer("password")
                    .definedBy(ROOT + ".password..")
                    .optionalLayer("profile")
                    .definedBy(ROOT + ".profile..")
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
                    .optionalLayer("compatibility")
                    .definedBy(ROOT + ".compatibility..")
                    .whereLayer("setup")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("api")
                    .mayOnlyBeAccessedByLayers("setup")
                    .whereLayer("api")
                    .mayOnlyAccessLayers(
                            "flow",
                            "guest",
                            "broker",
                            "token",
                            "user",
                            "step",
                            "call",
                            "text",
                            "outgoing",
                            "compatibility")
                    .whereLayer("flow")
                    .mayOnlyAccessLayers(
                            "guest",
                            "broker",
                            "membership",
                            "token",
                            "user",
                            "step",
                            "call",
                            "text")
                    .whereLayer("guest")
                    .mayOnlyAccessLayers("profile", "token", "user", "step", "call", "text")
                    .whereLayer("broker")
                    .mayOnlyAccessLayers(
                            "profile",
                            "token",
                            "user",
                            "step",
                            "call",
                            "text",
                            "outgoing",
                            "compatibility")
                    .whereLayer("membership")
                    .mayOnlyAccessLayers("token", "user", "step", "call", "text", "outgoing")
                    .whereLayer("outgoing")
                    .mayNotAccessAnyLayer()
                    .whereLayer("password")
                    .mayNotAccessAnyLayer()
                    .whereLayer("profile")
                    .mayOnlyAccessLayers("user", "step")
                    .whereLayer("token")
                    .mayOnlyAccessLayers("user", "step", "call", "text")
                    .whereLayer("user")
                    .mayOnlyAccessLayers("call", "text")
                    .whereLayer("step")
                    .mayOnlyAccessLayers("call", "text")
                    .whereLayer("call")
                    .mayNotAccessAnyLayer()
                    .whereLayer("text")
                    .mayNotAccessAnyLayer()
                    .whereLayer("compatibility")
                    .mayNotAccessAnyLayer();

    /**
     * handover → login → broker → (mapper, keys) → assertion, which knows neither session nor
     * network.
     */
    @ArchTest
    static final ArchRule brokerPointsDownward =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage(BROKER + "..")
                    .layer("handover")
                    .definedBy(BROKER + ".handover")
                    .layer("login")
                    .definedBy(BROKER + ".login")
                    .layer("provider")
                    .definedBy(BROKER)
                    .layer("mapper")
                    .definedBy(BROKER + ".mapper")
                    .layer("keys")
                    .definedBy(BROKER + ".keys")
                    .layer("assertion")
                    .definedBy(BROKER + ".assertion")
                    .whereLayer("handover")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("login")
                    .mayOnlyBeAccessedByLayers("handover")
                    .whereLayer("provider")
                    .mayOnlyBeAccessedByLayers("handover", "login")
                    .whereLayer("mapper")
                    .mayOnlyAccessLayers("assertion")
                    .whereLayer("keys")
                    .mayOnlyAccessLayers("assertion")
                    .whereLayer("assertion")
                    .mayNotAccessAnyLayer();

    /** guest → page → account → (limit, expiry) → metric. */
    @ArchTest
    static final ArchRule guestPointsDownward =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage(GUEST + "..")
                    .layer("step")
                    .definedBy(GUEST)
                    .layer("page")
                    .definedBy(GUEST + ".page")
                    .layer("account")
                    .definedBy(GUEST + ".account")
                    .layer("limit")
                    .definedBy(GUEST + ".limit")
                    .layer("expiry")
                    .definedBy(GUEST + ".expiry")
                    .layer("metric")
                    .definedBy(GUEST + ".metric")
                    .whereLayer("step")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("page")
                    .mayOnlyAccessLayers("account", "limit", "metric")
                    .whereLayer("account")
                    .mayOnlyAccessLayers("limit", "expiry", "metric")
                    .whereLayer("limit")
                    .mayOnlyAccessLayers("metric")
                    .whereLayer("expiry")
                    .mayOnlyAccessLayers("metric")
                    .whereLayer("metric")
                    .mayNotAccessAnyLayer();

    /** A report reads, and knows nothing that writes. */
    @ArchTest
    static final ArchRule healthKnowsNoSetup =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ".setup.health")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + ".setup");

    @ArchTest
    static final ArchRule verificationIsPure =
            noClasses()
                    .that()
                    .resideInAPackage(BROKER + ".assertion")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.keycloak.models..", "org.keycloak.connections..", "java.net..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
}
