package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ServiceRow;

/** What can be told about who reaches a pachd of 1.x, and what cannot. */
record PreflightConnections(Call<?> call, String in, Sheet sheet) {
    void look() throws PerformException {
        try {
            Cluster cluster = call.world().cluster(call.run(), in);
            List<String> doors = new ArrayList<>();
            for (ServiceRow service : cluster.services("app=pachd")) {
                doors.add("svc/" + service.name() + " (" + service.type() + ")");
            }
            int others = cluster.pods("suite!=pachyderm").size();
            sheet.warn(
                    "connected",
                    "pachd is reached by " + (doors.isEmpty() ? "no service" : String.join(", ", doors)) + "; " + others
                            + (others == 1 ? " pod" : " pods")
                            + " of others in the namespace. Who is connected through a node port, a forwarded"
                            + " port or from another namespace cannot be seen from here");
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }
}
