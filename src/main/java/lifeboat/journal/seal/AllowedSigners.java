package lifeboat.journal.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may sign, as a file of OpenSSH says it: {@code man ssh-keygen}, "ALLOWED SIGNERS". */
public final class AllowedSigners {
    private record Entry(String principals, SshKey key) {}

    private final List<Entry> entries;

    private AllowedSigners(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads the lines of such a file. Of the options only {@code namespaces} is understood; a line with another one is
     * refused, because leaving it out would allow more than the file says.
     */
    public static AllowedSigners parse(List<String> lines) throws SealException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entry(line, i + 1).ifPresent(entries::add);
            }
        }
        return new AllowedSigners(entries);
    }

    private static Optional<Entry> entry(String line, int number) throws SealException {
        String[] words = line.split("\\s+", -1);
        int type = 1;
        boolean applies = true;
        if (words.length > 1 && words[1].startsWith("namespaces=")) {
            String names = words[1].substring("namespaces=".length()).replace("\"", "");
            applies = List.of(names.split(",", -1)).contains(SshSignature.NAMESPACE) || names.equals("*");
            type = 2;
        }
        if (words.length < type + 2 || !words[type].matches("(sk-)?(ssh|ecdsa)-[a-z0-9@.-]+")) {
            throw new SealException(
                    "line " + number + " of the allowed signers is not understood",
                    "It is: principals [namespaces=\"...\"] keytype key. Other options are not known here.");
        }
        return applies
                ? Optional.of(new Entry(words[0].replace("\"", ""), new SshKey(words[type], words[type + 1])))
                : Optional.empty();
    }

    /** The principals of the line with that key. */
    public Optional<String> principals(SshKey key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::principals)
                .findFirst();
    }
}
