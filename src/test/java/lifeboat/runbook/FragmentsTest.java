package lifeboat.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class FragmentsTest {
    private static final String BOOK = String.join(
            "\n",
            "schema: lifeboat/v1",
            "id: whole",
            "title: A whole of parts",
            "parameters:",
            "  mode: {type: choice, choices: [soft, hard], default: soft}",
            "  where: {include: fragments/where.yaml, with: {product: Pachyderm}}",
            "  last: {type: string, default: \"{{ context }}\"}",
            "identity: [cluster]",
            "lock: whole/{{ namespace }}",
            "holds:",
            "  told: {means: Users were told.}",
            "steps:",
            "  - {id: tell, title: Tell, announce: {message: Off}, holds: told}",
            "  - include: fragments/down.yaml",
            "    when: mode == hard",
            "    with:",
            "      deployment: pachd",
            "      record: recorded.pachd",
            "      seconds: 90",
            "  - include: fragments/down.yaml",
            "    with: {deployment: pach-enterprise, record: recorded.server, words: [All of, them]}",
            "  - id: up",
            "    title: Up again",
            "    scale: {deployment: pachd, replicas: \"{{ recorded.pachd.replicas }}\"}",
            "    releases: [told, pachd-down, pach-enterprise-down]",
            "");
    private static final String WHERE = String.join(
            "\n",
            "schema: lifeboat/v1",
            "fragment: where",
            "summary: Where the cluster is.",
            "arguments:",
            "  product: {means: The product's name.}",
            "parameters:",
            "  context: {type: context, default: \"\"}",
            "  namespace: {type: namespace, ask: \"Which namespace is << product >> in?\", default: default}",
            "targets:",
            "  cluster:",
            "    cluster: {context: \"{{ context }}\", namespace: \"{{ namespace }}\"}",
            "");
    private static final String DOWN = String.join(
            "\n",
            "schema: lifeboat/v1",
            "fragment: down",
            "summary: Scales a deployment to zero.",
            "arguments:",
            "  deployment: {means: The deployment.}",
            "  record: {means: Where its count is recorded.}",
            "  seconds: {means: How long it may take., default: 60}",
            "  words: {means: Who is cut off., default: Everybody}",
            "holds:",
            "  << deployment >>-down: {means: << deployment >> is down in {{ namespace }}.}",
            "steps:",
            "  - id: scale-down-<< deployment >>",
            "    title: Scale << deployment >> to zero",
            "    when: last != \"\"",
            "    scale: {deployment: << deployment >>, replicas: 0}",
            "    register: << record >>",
            "    holds: << deployment >>-down",
            "    cuts_off: << words >>",
            "    probe: {replicas: {deployment: << deployment >>, equals: 0}}",
            "    undo: {scale: {deployment: << deployment >>, replicas: \"{{ << record >>.replicas }}\"}}",
            "    timeout: << seconds >>s",
            "");

    private final Map<String, String> files = new TreeMap<>();

    @BeforeEach
    void write() {
        files.put("fragments/where.yaml", WHERE);
        files.put(
                "fragments/down.yaml",
                DOWN.replace("means: << deployment >> is", "means: \"<< deployment >> is")
                        .replace("{{ namespace }}.}", "{{ namespace }}.\"}"));
    }

    private Runbook load(String book) throws RunbookException {
        return RunbookLoader.load("books/whole.yaml", book.getBytes(StandardCharsets.UTF_8), path -> {
            String text = files.get(path);
            if (text == null) {
                throw new Fragments.Missing("there is no such file", "It belongs there.");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        });
    }

    private List<String> faults(String book) {
        RunbookException thrown = catchThrowableOfType(RunbookException.class, () -> load(book));
        assertThat(thrown).as("it must be refused").isNotNull();
        return thrown.problems().stream()
                .map(problem -> problem.toString().substring("books/".length()))
                .toList();
    }

    private String text(String file) {
        return files.getOrDefault("fragments/" + file, "");
    }

    private void inFragment(String file, String from, String to) {
        String text = text(file);
        assertThat(text).contains(from);
        files.put("fragments/" + file, text.replace(from, to));
    }

    private static String inBook(String from, String to) {
        assertThat(BOOK).contains(from);
        return BOOK.replace(from, to);
    }

    @Test
    void whatFragmentsHoldStandsWhereTheyAreIncluded() throws Exception {
        Runbook book = load(BOOK);

        assertThat(book.parameters())
                .extracting(Parameter::name)
                .containsExactly("mode", "context", "namespace", "last");
        assertThat(book.parameter("namespace").orElseThrow().question()).isEqualTo("Which namespace is Pachyderm in?");
        assertThat(book.targets()).containsOnlyKeys("cluster");
        assertThat(book.holds()).extracting(Hold::id).containsExactly("pachd-down", "pach-enterprise-down", "told");
        assertThat(book.steps())
                .extracting(step -> step.id().value())
                .containsExactly("tell", "scale-down-pachd", "scale-down-pach-enterprise", "up");
        Step down = book.steps().get(1);
        assertThat(down.when().orElseThrow()).isEqualTo(Condition.parse("mode == hard and last != \"\""));
        assertThat(down.timeout()).hasSeconds(90);
        assertThat(down.register()).contains("recorded.pachd");
        assertThat(down.undo())
                .contains(new Action.Scale(
                        Action.Scale.Kind.DEPLOYMENT,
                        new Template("pachd"),
                        new Template("{{ recorded.pachd.replicas }}"),
                        false));
        assertThat(down.cutsOff()).containsExactly(new Template("Everybody"));
        assertThat(book.steps().get(2).cutsOff()).containsExactly(new Template("All of"), new Template("them"));
        assertThat(book.steps().get(2).when().orElseThrow()).isEqualTo(Condition.parse("last != \"\""));
    }

    @Test
    void anIncludeMayBeAskedForOnlyUnderACondition() throws Exception {
        Runbook book =
                load(inBook("{include: fragments/where.yaml,", "{include: fragments/where.yaml, when: mode == hard,"));

        assertThat(book.parameter("namespace").orElseThrow().when()).contains(Condition.parse("mode == hard"));
        assertThat(book.parameter("last").orElseThrow().when()).isEmpty();
    }

    @Test
    void theDigestIsWhatSha256sumSaysOfTheRunbookAndItsFragments() throws Exception {
        Runbook book = load(BOOK);

        assertThat(book.fragments()).isEqualTo(files);
        assertThat(book.source()).isEqualTo(BOOK);
        assertThat(book.sha256())
                .isEqualTo(sha256(sha256(BOOK) + "  runbook.yaml\n" + sha256(text("down.yaml"))
                        + "  fragments/down.yaml\n" + sha256(WHERE) + "  fragments/where.yaml\n"));
        inFragment("where.yaml", "Where the cluster is.", "Where the cluster is");
        assertThat(load(BOOK).sha256()).isNotEqualTo(book.sha256());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFaultInAFragmentIsNamedThereAndWithTheIncludeThatLedToIt() {
        inFragment("where.yaml", "ask: ", "aks: ");
        inFragment("down.yaml", "replicas: 0}\n", "replicas: none}\n");
        inFragment("down.yaml", "last != \"\"", "lasting");

        assertThat(faults(BOOK))
                .containsExactly(
                        "fragments/down.yaml:14:11: the variable `lasting` is not known here; It may be one of mode,"
                                + " context, namespace, last, cluster.uid, cluster.context, cluster.server,"
                                + " cluster.version, cluster.namespace, run.id, run.mode, run.started,"
                                + " backup.directory. Included in books/whole.yaml:14:5.",
                        "fragments/down.yaml:15:53: `replicas` is `none`; It must be a whole number or a variable."
                                + " Included in books/whole.yaml:14:5.",
                        "fragments/where.yaml:8:32: unknown key `aks` in a parameter; Did you mean `ask`? Included in"
                                + " books/whole.yaml:6:10.");
    }

    @Test
    void whatAnArgumentStandsForIsCheckedByItsUseAndNamedWhereItIsGiven() {
        assertThat(faults(inBook("seconds: 90", "seconds: [90]")))
                .containsExactly("fragments/down.yaml:21:17: the list `seconds` inside a text; It can only stand alone."
                        + " Included in books/whole.yaml:14:5.");
        assertThat(faults(inBook(
                        "deployment: pachd\n      record: recorded.pachd", "deployment: pachd\n      record: P")))
                .contains("whole.yaml:18:15: `register` is `P`; It must be a name of lower-case letters, digits and"
                        + " underscores, such as `recorded.pachd`. It stands for << record >> in"
                        + " books/fragments/down.yaml:16:18.");
        assertThat(faults(inBook("words: [All of, them]", "words: \"{{ nobody }}\"")))
                .containsExactly("whole.yaml:21:77: the variable `nobody` is not known here; It may be one of mode,"
                        + " context, namespace, last, cluster.uid, cluster.context, cluster.server, cluster.version,"
                        + " cluster.namespace, run.id, run.mode, run.started, backup.directory,"
                        + " recorded.pachd.generations, recorded.pachd.replicas, recorded.pachd.workloads. It stands"
                        + " for << words >> in books/fragments/down.yaml:18:18.");
        assertThat(faults(inBook("words: [All of, them]", "words: {a: b}")))
                .containsExactly("whole.yaml:21:73: `words` holds a mapping or a list of lists; It must be a value or"
                        + " a list.");
    }

    @Test
    void argumentsThatAreMissingUnknownUnusedOrMalformedAreNamed() {
        assertThat(faults(inBook("{product: Pachyderm}", "{produkt: Pachyderm}")))
                .containsExactly(
                        "whole.yaml:6:10: `fragments/where.yaml` needs the argument `product`; Add it under `with`: The"
                                + " product's name.",
                        "whole.yaml:6:49: `fragments/where.yaml` has no argument `produkt`; Did you mean `product`?");
        inFragment("where.yaml", "<< product >>", "<< prodduct >>");
        assertThat(faults(BOOK))
                .containsExactly("fragments/where.yaml:8:60: there is no argument `prodduct`; Did you mean `product`?"
                        + " Included in books/whole.yaml:6:10.");
        inFragment("where.yaml", "<< prodduct >>", "it");
        assertThat(faults(BOOK))
                .containsExactly("fragments/where.yaml:5:3: the argument `product` is not used; Use it as"
                        + " << product >>. Included in books/whole.yaml:6:10.");
        inFragment("where.yaml", "is it in", "is << product name >> in");
        assertThat(faults(BOOK))
                .contains("fragments/where.yaml:8:57: `<< product name >>` is no argument; Write << name >>."
                        + " Included in books/whole.yaml:6:10.");
    }

    @Test
    void aRunbookHasNoArgumentsOfItsOwn() {
        assertThat(faults(inBook("title: Up again", "title: << name >> again")))
                .containsExactly("whole.yaml:23:15: the argument `name` outside a fragment; Only fragments have"
                        + " arguments; write the value.");
    }

    @Test
    void fragmentsThatCannotBeHadAreNamedAndNothingElseIsCalledUndefined() {
        files.remove("fragments/where.yaml");

        assertThat(faults(BOOK))
                .containsExactly("whole.yaml:6:20: `fragments/where.yaml` cannot be had: there is no such file; It"
                        + " belongs there.");
        files.put("fragments/where.yaml", "a: &b 1\nc: *b\n");
        assertThat(faults(BOOK))
                .containsExactly(
                        "fragments/where.yaml:1:4: the anchor `&b`; Anchors are not allowed; remove it. Included in"
                                + " books/whole.yaml:6:10.",
                        "fragments/where.yaml:2:4: the alias `*b`; Aliases are not allowed; write it out. Included in"
                                + " books/whole.yaml:6:10.");
        files.put("fragments/where.yaml", " ".repeat(YamlSource.MAX_BYTES + 1));
        assertThat(faults(BOOK)).singleElement().asString().contains("where.yaml:1:1: the file has 262145 bytes");
    }

    @Test
    void aPathNeverLeadsOutOfTheFolderOfFragments() {
        for (String path : List.of(
                "../where.yaml",
                "fragments/../../where.yaml",
                "fragments/./where.yaml",
                "fragments//where.yaml",
                "/fragments/where.yaml",
                "fragments/.hidden.yaml",
                "fragments/a/b/c/d/where.yaml",
                "where.yaml",
                "fragments/where.json",
                "fragments\\\\where.yaml",
                "fragments/wh ere.yaml")) {
            assertThat(faults(inBook("include: fragments/where.yaml", "include: \"" + path + "\"")))
                    .as(path)
                    .singleElement()
                    .asString()
                    .startsWith("whole.yaml:6:20: `include` is `")
                    .endsWith("It must look like `fragments/dump.yaml`.");
        }
    }

    @Test
    void aFragmentIncludesNoOther() {
        inFragment("where.yaml", "parameters:\n", "parameters:\n  more: {include: fragments/where.yaml}\n");

        assertThat(faults(BOOK)).anySatisfy(fault -> assertThat(fault)
                .startsWith("fragments/where.yaml:7:10: unknown key `include` in a parameter"));
    }

    @Test
    void nothingOfAFragmentIsLeftOutOrDefinedTwice() {
        assertThat(faults(inBook(
                        "  - id: up\n", "  - {include: fragments/where.yaml, with: {product: it}}\n  - id: up\n")))
                .contains("whole.yaml:22:5: the fragment has parameters, and stands among the steps; Make them two"
                        + " fragments, and include each where it belongs.");
        assertThat(faults(inBook("  last:", "  context: {type: string}\n  last:")))
                .containsExactly("whole.yaml:7:3: a second parameter called `context`; The first stands in"
                        + " books/fragments/where.yaml:7.");
        assertThat(faults(inBook("  told: {", "  pachd-down: {means: Down.}\n  told: {")))
                .containsExactly("whole.yaml:11:3: a second hold called `pachd-down`; The first stands in"
                        + " books/fragments/down.yaml:10.");
        assertThat(faults(inBook("deployment: pach-enterprise", "deployment: pachd")))
                .anySatisfy(fault -> assertThat(fault)
                        .contains("a second step called `scale-down-pachd`; The first stands in line 12;"));
    }

    @Test
    void includesWithoutEndAreRefused() {
        String many = "  - {include: fragments/where.yaml, with: {product: it}}\n".repeat(Inclusion.MOST);
        inFragment("where.yaml", "parameters:\n  context", "steps:\n  - id: a\n#");

        assertThat(faults(inBook("steps:\n", "steps:\n" + many)))
                .anySatisfy(fault -> assertThat(fault).contains("more than 64 includes"));
    }

    @Test
    void aFragmentIsNoRunbookAndCanBeCheckedAlone() throws Exception {
        byte[] down = text("down.yaml").getBytes(StandardCharsets.UTF_8);
        RunbookException thrown =
                catchThrowableOfType(RunbookException.class, () -> RunbookLoader.load("down.yaml", down));
        assertThat(thrown.problems())
                .extracting(Problem::toString)
                .containsExactly("down.yaml:1:1: a fragment, not a runbook; Name a runbook that includes it.");

        assertThat(FragmentFile.isOne(down)).isTrue();
        assertThat(FragmentFile.isOne(BOOK.getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(FragmentFile.check("down.yaml", down))
                .isEqualTo(new FragmentFile("down", "Scales a deployment to zero.", 4, 0, 1));

        byte[] bad = new String(down, StandardCharsets.UTF_8)
                .replace("replicas: 0}\n", "replicas: none}\n")
                .replace("<< seconds >>s", "<< second >>s")
                .getBytes(StandardCharsets.UTF_8);
        RunbookException faults =
                catchThrowableOfType(RunbookException.class, () -> FragmentFile.check("down.yaml", bad));
        assertThat(faults.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "down.yaml:15:53: `replicas` is `none`; It must be a whole number or a variable.",
                        "down.yaml:21:17: there is no argument `second`; Did you mean `seconds`?");
    }
}
