package lifeboat.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every fault that Lifeboat is made to survive, by its id: what goes wrong, in a few words. */
final class Faults {
    /** In the order of their ids. */
    static final Map<String, String> ALL = all();

    private Faults() {}

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("F01", "the connection of the operator drops");
        all.put("F02", "the terminal is at its end, or gives errors");
        all.put("F03", "the process is killed at any point");
        all.put("F04", "a program outlives the process that started it");
        all.put("F05", "the window is resized, tiny, or dumb");
        all.put("F06", "garbage is typed, or text is pasted");
        all.put("F07", "a crash leaves the terminal in raw mode");
        all.put("F08", "the disk of the audit is full");
        all.put("F09", "there is little room on a disk");
        all.put("F10", "a disk cannot force what was written");
        all.put("F11", "power fails, and a record is torn");
        all.put("F12", "a new name of a file is not on disk yet");
        all.put("F13", "the wall clock jumps");
        all.put("F14", "the process stands still for long");
        all.put("F15", "memory or stack run out");
        all.put("F20", "two operators work on one target");
        all.put("F21", "the API server is down or silent");
        all.put("F22", "a change is made, but its answer is lost");
        all.put("F23", "a watch ends, or is too old");
        all.put("F24", "the credentials expire");
        all.put("F25", "a permission is missing");
        all.put("F26", "a controller scales the pods back");
        all.put("F27", "a switch of ports is half made");
        all.put("F28", "scaled to zero, but pods stay");
        all.put("F29", "the context or kubeconfig changes under the run");
        all.put("F30", "the store is slow or gives errors");
        all.put("F31", "a copy fails inside an answer that says 200");
        all.put("F32", "objects change while they are copied");
        all.put("F33", "a copy is cut or damaged");
        all.put("F34", "objects are huge, many, or have odd keys");
        all.put("F35", "a dump is killed or unfinished");
        all.put("F36", "pg_dump is older than the server");
        all.put("F37", "the database refuses TLS, or shows a wrong certificate");
        all.put("F38", "a restore fails half way");
        all.put("F39", "a restore would go over something that is there");
        all.put("F40", "steps of AtlasDB in a wrong order, or twice");
        all.put("F50", "YAML with aliases, or that holds itself");
        all.put("F51", "YAML nested without end");
        all.put("F52", "YAML with tags, double keys, two documents, NUL, too large");
        all.put("F53", "YAML with characters that cannot be seen");
        all.put("F54", "YAML whose values look like other types");
        all.put("F55", "a runbook is exchanged after it was read, or by others");
        all.put("F56", "text from outside carries escape sequences");
        all.put("F57", "a value would become an option or a command");
        all.put("F58", "a secret would be shown or kept");
        all.put("F59", "an output folder is a link, or others may write it");
        all.put("F60", "the audit is tampered with");
        all.put("F61", "the name of another cluster is typed");
        all.put("F62", "a step is taken out of its turn");
        all.put("F63", "a run is taken up in another world than it was left in");
        all.put("F64", "too many questions wear the operator out");
        return Collections.unmodifiableMap(all);
    }
}
