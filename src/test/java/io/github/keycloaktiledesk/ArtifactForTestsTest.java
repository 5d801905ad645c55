// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The artifact for other projects' tests needs nothing but testcontainers-keycloak. */
@AnalyzeClasses(packagesOf = ArtifactForTestsTest.class, importOptions = OnlyIncludeTests.class)
class ArtifactForTestsTest {

    private static final String PACKAGE = "io.github.keycloaktiledesk.testcontainers";

    /** What testcontainers-keycloak brings: Testcontainers, Keycloak's admin client, Jackson. */
    @ArchTest
    static final ArchRule needsTestcontainersKeycloakOnly =
            classes()
                    .that()
                    .resideInAPackage(PACKAGE)
                    .and()
                    .haveSimpleNameNotEndingWith("Test")
                    .should()
                    .onlyDependOnClassesThat(
                            Predicates.resideInAnyPackage(
                                    PACKAGE,
                                    "java..",
                                    "javax.crypto..",
                                    "dasniko.testcontainers.keycloak",
                                    "org.testcontainers..",
                                    "com.fasterxml.jackson..",
                                    "org.keycloak.jose.jws",
                                    "org.keycloak.crypto"));
}
