// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page of the documentation tells its readers to run. */
public final class DocumentedCommands {

    /** A heading, or a block of code and the block of text right after it. */
    private static final Pattern HEADING_OR_BLOCK =
            Pattern.compile(
                    "^#+ (?<heading>[^\n]+)$"
                            + "|^(?<indent> *)```(?<language>\\w*)\\n(?<code>.*?)^\\k<indent>```$"
                            + "(?:\\n\\n\\k<indent>```text\\n(?<output>.*?)^\\k<indent>```$)?",
                    Pattern.DOTALL | Pattern.MULTILINE);

    private DocumentedCommands() {}

    /**
     * A block of code.
     *
     * @param heading the heading that it stands below
     * @param language what the page calls it, or nothing
     * @param code without the indentation that all of it has on the page
     * @param output what it writes, if the page shows that
     */
    public record Block(String heading, String language, String code, Optional<String> output) {}

    /** A page's blocks, from its top to its end. */
    public static List<Block> of(Path page) {
        Matcher found = HEADING_OR_BLOCK.matcher(read(page));
        List<Block> blocks = new ArrayList<>();
        String heading = "";
        while (found.find()) {
            if (found.group("heading") == null) {
                blocks.add(block(heading, found));
            } else {
                heading = found.group("heading");
            }
        }
        return blocks;
    }

    /** A page's blocks in these languages, from its top to its end. */
    public static List<Block> of(Path page, String... languages) {
        return of(page).stream()
                .filter(block -> List.of(languages).contains(block.language()))
                .toList();
    }

    /** A page without its headings and blocks. */
    public static String proseOf(Path page) {
        return HEADING_OR_BLOCK.matcher(read(page)).replaceAll("");
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Block block(String heading, Matcher found) {
        return new Block(
                heading,
                found.group("language"),
                withoutIndent(found.group("code")),
                Optional.ofNullable(found.group("output")).map(DocumentedCommands::withoutIndent));
    }

    /** An empty line at its end would count as one without any. */
    private static String withoutIndent(String text) {
        return text.stripTrailing().stripIndent() + "\n";
    }
}
