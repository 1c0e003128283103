package lifeboat.process;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The spellings in which one secret can turn up in the output of a program. */
final class SecretForms {
    private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");
    private static final Pattern NEWLINE = Pattern.compile("\\R");
    private static final int TELLING_LINE = 8;
    private static final int TELLING_BASE64 = 8;

    private SecretForms() {}

    static Set<String> of(String secret) {
        Set<String> forms = new HashSet<>();
        add(forms, secret);
        if (NEWLINE.matcher(secret).find()) {
            // Output is masked a line at a time, so each line of a key counts for itself; its header gives nothing
            // away.
            for (String line : NEWLINE.split(secret)) {
                if (line.strip().length() >= TELLING_LINE && !line.startsWith("-----")) {
                    add(forms, line.strip());
                }
            }
        }
        return forms;
    }

    private static void add(Set<String> forms, String text) {
        forms.add(text);
        String url = URLEncoder.encode(text, StandardCharsets.UTF_8);
        for (String form : List.of(url, url.replace("+", "%20"), url.replace("%2B", "+"))) {
            forms.add(form);
            forms.add(lowerPercent(form));
        }
        forms.add(json(text, false));
        forms.add(json(text, true));
        forms.add(text.replace("\\", "\\\\").replace(":", "\\:"));
        forms.add(text.replace("\\", "\\\\").replace("'", "\\'"));
        forms.add(text.replace("'", "''"));
        forms.add(text.replace("'", "'\\''"));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        base64(forms, bytes);
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    }

    /**
     * The base64 forms, also those inside the encoding of a longer text such as {@code user:password}: there the secret starts
     * at any of three alignments, and only the characters that depend on nothing else are the same each time.
     */
    private static void base64(Set<String> forms, byte[] bytes) {
        for (Base64.Encoder encoder : Arrays.asList(
                Base64.getEncoder().withoutPadding(), Base64.getUrlEncoder().withoutPadding())) {
            forms.add(encoder.encodeToString(bytes));
            for (int before = 0; before < 3; before++) {
                byte[] shifted = new byte[before + bytes.length];
                System.arraycopy(bytes, 0, shifted, before, bytes.length);
                String encoded = encoder.encodeToString(shifted);
                int from = (before * 8 + 5) / 6;
                int to = shifted.length * 8 / 6;
                if (to - from >= TELLING_BASE64) {
                    forms.add(encoded.substring(from, to));
                }
            }
        }
    }

    private static String lowerPercent(String url) {
        return PERCENT.matcher(url).replaceAll((MatchResult hit) -> hit.group().toLowerCase(Locale.ROOT));
    }

    private static String json(String text, boolean asciiOnly) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    // Go's encoder, which pachctl and kubectl use, also escapes the three characters of HTML.
                    boolean html = asciiOnly && (c == '<' || c == '>' || c == '&');
                    if (c < 0x20 || html || (asciiOnly && c > 0x7e)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }
}
