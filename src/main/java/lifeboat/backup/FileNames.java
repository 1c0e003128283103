package lifeboat.backup;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names from outside as names of files: letters, digits, {@code -} and {@code _} stay, every other byte of the UTF-8 form
 * becomes {@code %XX}, and a name that is too long is cut and gets {@code %-} and its digest. No dot is left, so that no name can be taken for
 * one of ours, such as {@code globals.sql} or {@code NAME.partial.1}.
 */
public final class FileNames {
    private static final int LONGEST = 180;

    private FileNames() {}

    /** A file name for this name; different names give different file names. */
    public static String encode(String name) {
        StringBuilder out = new StringBuilder();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (byte part : bytes) {
            char character = (char) (part & 0xff);
            boolean plain = character >= 'a' && character <= 'z'
                    || character >= 'A' && character <= 'Z'
                    || character >= '0' && character <= '9'
                    || character == '-'
                    || character == '_';
            out.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        String encoded = out.isEmpty() ? "%" : out.toString();
        return encoded.length() <= LONGEST ? encoded : encoded.substring(0, LONGEST - 70) + "%-" + Digest.of(bytes);
    }
}
