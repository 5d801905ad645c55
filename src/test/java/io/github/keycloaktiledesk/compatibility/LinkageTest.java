// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.Profile;

class LinkageTest {

    private static final String PROVIDER = "org/keycloak/provider/Provider";

    @BeforeAll
    static void configureFeatures() {
        Profile.defaults();
    }

    @Test
    void nothingIsMissingInWhatWeAreBuiltAgainst() {
        assertThat(Linkage.missing()).isEmpty();
    }

    /** As a jar has them that somebody has made of ours and others. */
    @Test
    void looksAtNobodyElsesClasses(@TempDir Path folder) throws IOException {
        String ours = getClass().getPackageName().replace('.', '/');
        for (String name : List.of("com/example", ours)) {
            Files.createDirectories(folder.resolve(name));
            Files.createFile(folder.resolve(name).resolve("Broken.class"));
        }

        assertThat(Linkage.missing(folder))
                .singleElement()
                .asString()
                .startsWith(getClass().getPackageName() + ".Broken");
    }

    @Test
    void expectsNoBcryptInFipsMode() {
        Reference bcrypt = new Reference("org/bouncycastle/crypto/Bcrypt", "", "");
        Reference provider = new Reference(PROVIDER, "", "");
        try {
            Profile.init(Profile.ProfileName.DEFAULT, Map.of(Profile.Feature.FIPS, true));
            assertThat(Linkage.isNeverReached(bcrypt)).isTrue();
            assertThat(Linkage.isNeverReached(provider)).isFalse();

            Profile.init(Profile.ProfileName.DEFAULT, Map.of(Profile.Feature.FIPS, false));
            assertThat(Linkage.isNeverReached(bcrypt)).isFalse();
        } finally {
            Profile.defaults();
        }
    }

    @ParameterizedTest
    @CsvSource({
        PROVIDER + ",'',''",
        PROVIDER + ",close,()V",
        // Inherited.
        "org/keycloak/services/resource/RealmResourceProvider,close,()V",
        "org/keycloak/models/RealmModel,getName,()Ljava/lang/String;",
        // Static.
        "org/keycloak/Config,getAdminRealm,()Ljava/lang/String;",
        "org/keycloak/common/Version,VERSION,Ljava/lang/String;",
        "org/keycloak/migration/ModelVersion,<init>,(Ljava/lang/String;)V"
    })
    void findsWhatIsThere(String owner, String name, String descriptor) {
        assertThat(isThere(owner, name, descriptor)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "org/keycloak/provider/Nobody,'',''",
        "org/keycloak/provider/Nobody,close,()V",
        // A method of another name, and with other parameters or results.
        PROVIDER + ",open,()V",
        PROVIDER + ",close,(I)V",
        PROVIDER + ",close,()I",
        PROVIDER + ",close,(Lorg/keycloak/provider/Nobody;)V",
        "org/keycloak/common/Version,version,Ljava/lang/String;",
        "org/keycloak/common/Version,VERSION,I",
        // There, and nobody else's.
        "org/keycloak/common/Version,name,Ljava/lang/String;",
        "org/keycloak/migration/ModelVersion,logger,Lorg/jboss/logging/Logger;",
        "org/keycloak/migration/ModelVersion,<init>,(I)V"
    })
    void missesWhatIsNot(String owner, String name, String descriptor) {
        assertThat(isThere(owner, name, descriptor)).isFalse();
    }

    private static boolean isThere(String owner, String name, String descriptor) {
        return new Reference(owner, name, descriptor).isThereFor(MethodHandles.lookup());
    }

    @Test
    void namesMembersAsStackTracesDo() {
        assertThat(
                        Stream.of(
                                new Reference("a/B$C", "", ""),
                                new Reference("a/B", "field", "I"),
                                new Reference("a/B", "run", "(Ljava/lang/String;[J)V")))
                .map(Reference::toString)
                .containsExactly("a.B$C", "a.B.field", "a.B.run(java.lang.String,long[])");
    }
}
