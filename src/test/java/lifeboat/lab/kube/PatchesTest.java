package lifeboat.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchesTest {
    private static final ObjectNode OBJECT = Json.of(
            """
            {"metadata":{"name":"pachd","annotations":{"a/b":"1"}},
             "spec":{"replicas":3,"containers":[{"name":"user","image":"one","env":[{"name":"A","value":"1"}]},
                     {"name":"storage","image":"two"}],
                     "ports":[{"port":650,"nodePort":30650},{"port":651,"nodePort":30651}]}}""");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'test','path':'/spec/replicas','value':2}",
                "{'op':'test','path':'/metadata/annotations/c','value':'1'}",
                "{'op':'test','path':'/metadata/name','value':null}",
                "{'op':'replace','path':'/spec/absent','value':1}",
                "{'op':'remove','path':'/spec/absent'}",
                "{'op':'add','path':'/metadata/labels/x','value':'1'}",
                "{'op':'replace','path':'/spec/ports/7/nodePort','value':1}",
                "{'op':'fly','path':'/spec'}"
            })
    void whatDoesNotApplyIsRefusedWith422(String operation) {
        ObjectNode before = OBJECT.deepCopy();
        assertThatThrownBy(() -> json(operation)).isInstanceOfSatisfying(ApiFailure.class, e -> assertThat(e.code())
                .isEqualTo(422));
        assertThat(OBJECT).isEqualTo(before);
    }

    @Test
    void aTestForNullPassesWhereThereIsNothingAsItDoesOnARealServer() throws Exception {
        assertThat(json("{'op':'test','path':'/metadata/annotations/c','value':null}"))
                .isEqualTo(OBJECT);
        assertThat(json("{'op':'test','path':'/metadata/annotations/a~1b','value':'1'}"))
                .isEqualTo(OBJECT);
    }

    @Test
    void aStrategicPatchMergesListsByTheirKeys() throws Exception {
        ObjectNode result = Patches.apply(
                "application/strategic-merge-patch+json",
                OBJECT,
                read("{'spec':{'containers':[{'name':'storage','image':'three'},{'name':'user','$patch':'delete'}],"
                        + "'ports':[{'port':650,'nodePort':30649}]}}"));
        assertThat(result.at("/spec/containers")).isEqualTo(read("[{'name':'storage','image':'three'}]"));
        assertThat(result.at("/spec/ports"))
                .isEqualTo(read("[{'port':650,'nodePort':30649},{'port':651,'nodePort':30651}]"));
    }

    private static ObjectNode json(String operation) throws Exception {
        return Patches.apply("application/json-patch+json", OBJECT, read("[" + operation + "]"));
    }

    private static JsonNode read(String text) throws Exception {
        return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
