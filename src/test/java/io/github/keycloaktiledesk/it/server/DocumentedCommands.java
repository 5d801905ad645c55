package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a page of the documentation tells its readers to run. */
public final class DocumentedCommands {

    /** A block of code, and the block of text right after it. */
    private static final Pattern BLOCK =
            Pattern.compile(
                    "^( *)```(\\w+)\\n(.*?)^\\1```$(?:\\n\\n\\1```text\\n(.*?)^\\1```$)?",
                    Pattern.DOTALL | Pattern.MULTILINE);

    private DocumentedCommands() {}

    /**
     * A block of code.
     *
     * @param language what the page calls it
     * @param code without the indentation that all of it has on the page
     * @param output what it writes, if the page shows that
     */
    public record Block(String language, String code, Optional<String> output) {}

    /** A page's blocks in these languages, from its top to its end. */
    public static List<Block> of(Path page, String... languages) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .map(DocumentedCommands::block)
                    .filter(block -> List.of(languages).contains(block.language()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Block block(MatchResult found) {
        return new Block(
                found.group(2),
                withoutIndent(found.group(3)),
                Optional.ofNullable(found.group(4)).map(DocumentedCommands::withoutIndent));
    }

    /** An empty line at its end would count as one without any. */
    private static String withoutIndent(String text) {
        return text.stripTrailing().stripIndent() + "\n";
    }
}
