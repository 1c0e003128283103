package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReadingTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Pending           | 0/1 | `{'phase':'Pending'}` | ``",
                "ContainerCreating | 0/1 | `{'phase':'Pending','containerStatuses':[{'state':{'waiting':{'reason':'ContainerCreating'}}}]}` | ``",
                "Running           | 1/1 | `{'phase':'Running','containerStatuses':[{'ready':true,'restartCount':2,'state':{'running':{}}}]}` | ``",
                "CrashLoopBackOff  | 0/1 | `{'phase':'Running','containerStatuses':[{'ready':false,'state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}` | ``",
                "OOMKilled         | 0/1 | `{'phase':'Running','containerStatuses':[{'state':{'terminated':{'reason':'OOMKilled','exitCode':137}}}]}` | ``",
                "Signal:9          | 0/1 | `{'phase':'Failed','containerStatuses':[{'state':{'terminated':{'signal':9,'exitCode':137}}}]}` | ``",
                "ExitCode:3        | 0/1 | `{'phase':'Failed','containerStatuses':[{'state':{'terminated':{'exitCode':3}}}]}` | ``",
                "Completed         | 0/1 | `{'phase':'Succeeded','containerStatuses':[{'state':{'terminated':{'reason':'Completed','exitCode':0}}}]}` | ``",
                "Evicted           | 0/1 | `{'phase':'Failed','reason':'Evicted'}` | ``",
                "Terminating       | 1/1 | `{'phase':'Running','containerStatuses':[{'ready':true,'state':{'running':{}}}]}` | 2026-11-21T03:00:00Z",
                "Completed         | 0/1 | `{'phase':'Succeeded','containerStatuses':[{'state':{'terminated':{'reason':'Completed','exitCode':0}}}]}` | 2026-11-21T03:00:00Z",
                "Unknown           | 0/1 | `{'phase':'Running','reason':'NodeLost'}` | 2026-11-21T03:00:00Z",
                "Init:0/1          | 0/1 | `{'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'running':{}}}]}` | ``",
                "Init:Error        | 0/1 | `{'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'terminated':{'reason':'Error','exitCode':1}}}]}` | ``",
                "Running           | 1/1 | `{'phase':'Running','initContainerStatuses':[{'name':'i','state':{'terminated':{'exitCode':0}}}],'containerStatuses':[{'ready':true,'state':{'running':{}}}]}` | ``"
            })
    void saysWhatKubectlSays(String reason, String ready, String status, String deleted) {
        String init = status.contains("initContainerStatuses") ? ",'initContainers':[{'name':'i'}]" : "";
        String deletion = deleted.isEmpty() ? "" : ",'deletionTimestamp':'" + deleted + "'";
        String pod = "{'metadata':{'name':'p','creationTimestamp':'2026-11-21T02:00:00Z'" + deletion
                + "},'spec':{'containers':[{'name':'c'}]" + init + "},'status':" + status + "}";

        PodRow row = PodReading.row(Json.parsed(pod.replace('\'', '"')));

        assertThat(row.reason()).isEqualTo(reason);
        assertThat(row.ready() + "/" + row.containers()).isEqualTo(ready);
        assertThat(row.deleted().isPresent()).isEqualTo(!deleted.isEmpty());
    }
}
