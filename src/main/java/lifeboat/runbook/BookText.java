package lifeboat.runbook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A runbook and its fragments as they were read.
 *
 * @param source the runbook's text
 * @param fragments the fragments' texts by their paths, in the order of the paths
 * @param sha256 the digest of all of it
 */
record BookText(String source, SortedMap<String, String> fragments, String sha256) {
    BookText(byte[] book, Map<String, byte[]> fragments) {
        this(text(book), texts(fragments), digest(book, fragments));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static SortedMap<String, String> texts(Map<String, byte[]> files) {
        SortedMap<String, String> texts = new TreeMap<>();
        files.forEach((path, bytes) -> texts.put(path, text(bytes)));
        return Collections.unmodifiableSortedMap(texts);
    }

    /**
     * A digest that anybody can make with {@code sha256sum} in the folder of a run; that of a runbook alone is the one of
     * its file.
     */
    private static String digest(byte[] book, Map<String, byte[]> fragments) {
        if (fragments.isEmpty()) {
            return sha256(book);
        }
        StringBuilder sums = new StringBuilder(sha256(book) + "  runbook.yaml\n");
        new TreeMap<>(fragments)
                .forEach((path, bytes) ->
                        sums.append(sha256(bytes)).append("  ").append(path).append('\n'));
        return sha256(sums.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
