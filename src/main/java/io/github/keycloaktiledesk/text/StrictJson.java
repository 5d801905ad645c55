package io.github.keycloaktiledesk.text;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import org.keycloak.util.JsonSerialization;

/**
 * JSON from strangers: with one meaning only, so no name twice in an object and nothing behind the
 * value.
 */
public final class StrictJson {

    /**
     * Reads trees; throws an {@link java.io.IOException} where a text is no JSON or has two
     * meanings.
     */
    public static final ObjectReader READER =
            JsonSerialization.mapper
                    .reader()
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}
}
