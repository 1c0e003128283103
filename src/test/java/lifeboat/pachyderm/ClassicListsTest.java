package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pachctl of 1.x prints, and prints wrong, is read as it is meant. */
class ClassicListsTest {
    private static final String PIPELINES =
            """
            'list pipeline --raw') cat <<'EOF'
            {
              "pipeline": {"name": "edges"},
              "version": "1",
              "parallelism_spec": {"constant": "4"},
              "input": {"pfs": {"name": "images", "repo": "images", "glob": "/*"}},
              "state": "PIPELINE_RUNNING"
            }{
              "pipeline": {"name": "montage"},
              "input": {"cross": [{"pfs": {"repo": "images"}}, {"union": [{"pfs": {"repo": "edges"}},
                {"cron": {"name": "tick", "repo": "montage_tick", "spec": "@daily"}}]}]},
              "state": "PIPELINE_PAUSED", "stopped": true
            }{"pipeline": {"name": "fresh"}}
            EOF
            ;;
            'list repo --raw') printf '{"repo":{"name":"images"},"sizeBytes":"12"}{"repo":{"name":"edges"}}';;
            'list branch images --raw') printf '{"name":"master","head":{"repo":{"name":"images"},"id":"c2"}}';;
            'list branch edges --raw') :;;
            'list commit images --raw') printf '{"commit":{"repo":{"name":"images"},"id":"c2"},"started":"x"}';
               printf '{"commit":{"repo":{"name":"images"},"id":"c1"},"finished":"y"}';;
            'list commit edges --raw') :;;
            'list job --raw') printf '{"job":{"id":"j3"},"pipeline":{"name":"edges"}}';
               printf '{"job":{"id":"j2"},"pipeline":{"name":"edges"},"state":"JOB_RUNNING"}';
               printf '{"job":{"id":"j1"},"pipeline":{"name":"edges"},"state":"JOB_SUCCESS"}';;
            'stop pipeline edges') :;;
            'stop pipeline usage') echo 'Usage:'; echo '  pachctl stop pipeline <pipeline> [flags]';;
            'stop pipeline nobody') echo 'error from StopPipeline: pipeline "nobody" not found' >&2; exit 1;;
            """;

    @TempDir
    Path folder;

    private ClassicPachctl pachctl(String cases) throws Exception {
        return new ClassicPachctl(new FakePachctl(folder, cases).plain(), folder.resolve("lists"));
    }

    @Test
    void pipelines_are_read_value_by_value_and_what_is_left_out_has_its_default() throws Exception {
        List<ClassicPipeline> pipelines = pachctl(PIPELINES).pipelines();
        assertThat(pipelines)
                .containsExactly(
                        new ClassicPipeline("edges", "PIPELINE_RUNNING", false, List.of("images"), List.of(), 4),
                        new ClassicPipeline(
                                "montage",
                                "PIPELINE_PAUSED",
                                true,
                                List.of("images", "edges", "montage_tick"),
                                List.of("montage_tick"),
                                1),
                        new ClassicPipeline("fresh", "PIPELINE_STARTING", false, List.of(), List.of(), 1));
        assertThat(Files.list(folder.resolve("lists"))).isEmpty();
    }

    @Test
    void an_empty_cluster_prints_nothing_and_that_is_an_answer() throws Exception {
        ClassicPachctl pachctl = pachctl("'list pipeline --raw'|'list repo --raw') :;;");
        assertThat(pachctl.pipelines()).isEmpty();
        assertThat(pachctl.repos()).isEmpty();
    }

    @Test
    void a_job_without_a_state_is_starting_and_counts_as_running() throws Exception {
        assertThat(pachctl(PIPELINES).runningJobs()).extracting(ClassicJob::id).containsExactly("j3", "j2");
    }

    @Test
    void the_content_has_finished_commits_open_ones_and_heads() throws Exception {
        ClassicContent content = pachctl(PIPELINES).content(repo -> {});
        assertThat(content.repos().get("images")).containsExactly("c1");
        assertThat(content.open()).containsExactly("images@c2");
        assertThat(content.branches()).containsEntry("images/master", "c2");
        assertThat(content.pipelines()).containsEntry("montage", "images,edges,montage_tick");
    }

    @Test
    void what_is_cut_or_no_json_is_an_error_and_never_a_short_list() throws Exception {
        assertThatThrownBy(() -> pachctl("'list pipeline --raw') printf '{\"pipeline\":{\"name\":\"a\"}}{\"pip';;")
                        .pipelines())
                .isInstanceOf(PachctlException.class)
                .hasMessageContaining("not a stream of JSON objects");
        assertThatThrownBy(() -> pachctl("'list repo --raw') echo '{}'; echo broken >&2; exit 1;;")
                        .repos())
                .isInstanceOf(PachctlException.class)
                .hasMessageContaining("broken");
    }

    @Test
    void a_usage_with_exit_0_is_no_success_and_an_empty_name_is_not_even_asked() throws Exception {
        ClassicPachctl pachctl = pachctl(PIPELINES);
        pachctl.stop("edges");
        assertThatThrownBy(() -> pachctl.stop("usage")).hasMessageContaining("did nothing");
        assertThatThrownBy(() -> pachctl.stop("nobody")).hasMessageContaining("not found");
        assertThatThrownBy(() -> pachctl.stop("")).hasMessageContaining("not a name");
        assertThatThrownBy(() -> pachctl.stop("--all")).hasMessageContaining("not a name");
    }

    @Test
    void what_was_written_between_two_looks_is_told_by_repo() {
        ClassicContent before = ClassicContent.empty();
        before.repos().put("images", new java.util.TreeSet<>(List.of("c1")));
        ClassicContent after = ClassicContent.empty();
        after.repos().put("images", new java.util.TreeSet<>(List.of("c1", "c2", "c3")));
        assertThat(after.since(before)).containsExactly(java.util.Map.entry("images", 2));
        assertThat(before.since(before)).isEmpty();
    }
}
