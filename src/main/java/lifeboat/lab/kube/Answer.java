package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a request is answered with. */
record Answer(int code, ObjectNode body) {
    static Answer of(ApiFailure failure) {
        return new Answer(failure.code(), failure.status());
    }
}
