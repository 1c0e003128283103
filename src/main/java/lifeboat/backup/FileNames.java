package lifeboat.backup;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names from outside as names of files: letters, digits, {@code - _ .} stay, every other byte of the UTF-8 form becomes
 * {@code %XX}; so does a dot at the beginning, and a name that is too long is cut and gets its digest.
 */
public final class FileNames {
    private static final int LONGEST = 180;

    private FileNames() {}

    /** A file name for this name; different names give different file names. */
    public static String encode(String name) {
        StringBuilder out = new StringBuilder();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int position = 0; position < bytes.length; position++) {
            char character = (char) (bytes[position] & 0xff);
            boolean plain = character >= 'a' && character <= 'z'
                    || character >= 'A' && character <= 'Z'
                    || character >= '0' && character <= '9'
                    || character == '-'
                    || character == '_'
                    || character == '.' && position > 0;
            out.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        String encoded = out.isEmpty() ? "%" : out.toString();
        return encoded.length() <= LONGEST ? encoded : encoded.substring(0, LONGEST - 70) + "%." + Digest.of(bytes);
    }
}
