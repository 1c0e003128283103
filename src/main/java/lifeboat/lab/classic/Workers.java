package lifeboat.lab.classic;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import lifeboat.lab.kube.ApiClient;
import lifeboat.lab.kube.ClassicFixture;

/** The pods of pipelines, which a pachd has by controllers in its namespace. */
final class Workers {
    private final ApiClient api;
    private final String namespace;
    private final Release release;

    Workers(ApiClient api, String namespace, Release release) {
        this.api = api;
        this.namespace = namespace;
        this.release = release;
    }

    /** Makes a pipeline have so many pods; its controller is made if there is none. */
    void have(Pipeline pipeline, int pods) throws IOException {
        String all = "/api/v1/namespaces/" + namespace + "/replicationcontrollers";
        String one = all + "/" + URLEncoder.encode(pipeline.controller(), StandardCharsets.UTF_8);
        if (api.text(one).isEmpty()) {
            api.must(
                    "POST",
                    all,
                    "application/json",
                    ClassicFixture.worker(pipeline.name(), pipeline.controller(), pods, release.text()));
        } else {
            api.must("PATCH", one, "application/merge-patch+json", "{\"spec\":{\"replicas\":" + pods + "}}");
        }
    }
}
