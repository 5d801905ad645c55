// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.text;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The texts of the jar. Keycloak adds one file for each language to themes of every type. */
public final class MessageFile {

    private static final Path DIRECTORY = Path.of("src/main/resources/theme-resources/messages");
    private static final Path THEME = Path.of("themes/tiledesk/login/messages");
    private static final String CONSOLE = "tiledesk.";

    private MessageFile() {}

    /**
     * What the admin console shows of our forms.
     *
     * @param language such as {@code en}
     * @return the texts by their keys
     */
    public static Map<String, String> ofConsole(String language) {
        Map<String, String> texts = read(DIRECTORY, language);
        texts.keySet().removeIf(key -> !key.startsWith(CONSOLE));
        return texts;
    }

    /**
     * What the login pages show.
     *
     * @param language such as {@code en}
     * @return the texts by their keys
     */
    public static Map<String, String> ofLogin(String language) {
        Map<String, String> texts = read(DIRECTORY, language);
        texts.keySet().removeIf(key -> key.startsWith(CONSOLE));
        return texts;
    }

    /**
     * What the login theme {@code tiledesk} alone shows, and its settings.
     *
     * @param language such as {@code en}
     * @return the texts by their keys
     */
    public static Map<String, String> ofTheme(String language) {
        return read(THEME, language);
    }

    private static Map<String, String> read(Path directory, String language) {
        Map<String, String> texts = new TreeMap<>();
        try (Reader reader =
                Files.newBufferedReader(
                        directory.resolve("messages_" + language + ".properties"))) {
            new Once(texts).load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** Properties alone would keep the last of two texts, and say nothing. */
    private static final class Once extends Properties {

        private static final long serialVersionUID = 1;

        private final transient Map<String, String> texts;

        Once(Map<String, String> texts) {
            this.texts = texts;
        }

        @Override
        public synchronized Object put(Object key, Object text) {
            if (texts.put((String) key, (String) text) != null) {
                throw new AssertionError("Two texts for " + key);
            }
            return null;
        }
    }
}
