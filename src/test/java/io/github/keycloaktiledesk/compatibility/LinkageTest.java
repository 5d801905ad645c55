// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkageTest {

    private static final String PROVIDER = "org/keycloak/provider/Provider";

    @Test
    void nothingIsMissingInWhatWeAreBuiltAgainst() {
        assertThat(Linkage.missing()).isEmpty();
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
