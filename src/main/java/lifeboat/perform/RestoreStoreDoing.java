package lifeboat.perform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lifeboat.atlas.TimestampFit;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.Administration;
import lifeboat.database.DatabaseException;
import lifeboat.database.DatabaseLocation;
import lifeboat.database.DumpedRows;
import lifeboat.database.JdbcAdministration;
import lifeboat.database.Postgres;
import lifeboat.database.RestoreNames;
import lifeboat.database.RestoreRequest;
import lifeboat.database.Restores;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;

/** Restores the dump of a store under a scratch name, compares it, and gives it the store's name last. */
final class RestoreStoreDoing implements Doing<Action.Atlas> {
    private static final Duration COUNTING = Duration.ofMinutes(30);

    private final AtlasTask.RestoreStore task;

    RestoreStoreDoing(AtlasTask.RestoreStore task) {
        this.task = task;
    }

    /** What one restore works with. */
    private record Work(Call<Action.Atlas> call, AtlasPlace place, AtlasBackup backup, SavedDatabase saved) {
        DatabaseLocation location() throws PerformException {
            return call.world().databaseLocation(call.run(), AtlasPlace.SERVER);
        }

        Administration administration() throws PerformException {
            return new JdbcAdministration(location(), application());
        }

        Postgres postgres() throws PerformException {
            return call.world().postgres(call.run(), AtlasPlace.SERVER);
        }

        Restores restores() throws InterruptedException {
            return new Restores(
                    call.world().programs(),
                    DumpTools.of(call.world()),
                    call.world().surroundings().runFolder().resolve("passwords"),
                    application());
        }

        String application() {
            return "lifeboat " + call.run().id();
        }

        String scratch() {
            return RestoreNames.scratch(place.database(), call.run().id());
        }

        String mark() {
            return RestoreNames.mark(call.run().id(), place.database());
        }

        Path dump() {
            return backup.folder().database(saved.name());
        }
    }

    private Work work(Call<Action.Atlas> call) throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        AtlasBackup backup = AtlasBackup.read(call.text(task.backup()));
        SavedDatabase saved = backup.database()
                .orElseThrow(() ->
                        new PerformException("the backup holds no dump of a database", "Restore the store by hand."));
        return new Work(call, place, backup, saved);
    }

    private RestoreRequest request(Work work, Path log) throws PerformException {
        return new RestoreRequest(
                work.location(),
                work.saved().serverMajor(),
                work.dump(),
                work.scratch(),
                work.call().number(task.jobs()),
                log,
                work.call().timeout());
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) throws PerformException {
        Work work = work(call);
        try {
            boolean there = work.postgres().exists(work.place().database());
            return new Preview(
                    List.of(new Preview.Change(
                            "database " + work.place().database() + " on "
                                    + work.location().address(),
                            "content",
                            there ? "empty" : "not there",
                            work.saved().tables().size() + " tables, "
                                    + work.saved().rows() + " rows of "
                                    + work.backup().written())),
                    List.of(),
                    List.of(work.restores()
                            .preview(request(work, call.world().artifacts().resolve("preview")))),
                    List.of(
                            "restored as " + work.scratch() + ", compared, then renamed",
                            there
                                    ? "the empty database stays, under a name that begins with "
                                            + work.place().database() + "_aside_"
                                    : ""),
                    List.of());
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at the programs was interrupted", "Try again.", e);
        }
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Work work = work(call);
        AtlasOffline offline = new AtlasOffline(call, work.place());
        offline.demand();
        if (isRestored(work)) {
            return done(work, ", by an earlier attempt of this run");
        }
        List<String> content = offline.content("");
        if (!content.isEmpty()) {
            throw new PerformException(
                    String.join("; ", content),
                    "A restore goes into an empty store only; move this one aside yourself.");
        }
        boolean made = false;
        try {
            refuseMissingRoles(work);
            Administration administration = work.administration();
            if (administration.dropMarked(work.scratch(), work.mark())) {
                listener.line("dropped what an earlier attempt had left");
            }
            administration.create(
                    work.scratch(),
                    new Administration.Shape(
                            work.location().user(),
                            work.saved().encoding(),
                            work.saved().collation(),
                            work.saved().ctype()),
                    work.mark());
            made = true;
            Path log = call.world().artifacts().resolve(call.step().id() + "-" + attempt.number());
            work.restores()
                    .restore(request(work, log), new DumpProgress(work.place().database(), listener));
            compare(work, listener);
            rename(work, administration, listener);
            return done(work, ", as they were dumped");
        } catch (DatabaseException e) {
            drop(work, made, listener);
            if (e.kind() == DatabaseException.Kind.STOPPED) {
                return new Outcome.Cancelled("the restore was stopped; what it had made was dropped", EffectSeen.NONE);
            }
            throw Reasons.of(e);
        } catch (PerformException e) {
            drop(work, made, listener);
            throw e;
        }
    }

    private static boolean isRestored(Work work) throws PerformException {
        try {
            return work.administration()
                    .mark(work.place().database())
                    .filter(work.mark()::equals)
                    .isPresent();
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    private static Outcome done(Work work, String how) {
        int tables = work.saved().tables().size();
        long rows = work.saved().rows();
        return Doing.done(
                Map.of("tables", List.of(Integer.toString(tables)), "rows", List.of(Long.toString(rows))),
                work.place().database() + ": " + tables + " tables, " + rows + " rows" + how);
    }

    private static void refuseMissingRoles(Work work) throws PerformException, DatabaseException, InterruptedException {
        Set<String> missing =
                new TreeSet<>(work.restores().roles(work.dump(), work.saved().serverMajor(), COUNTING));
        work.postgres().roles().forEach(role -> missing.remove(role.name()));
        if (!missing.isEmpty()) {
            throw new PerformException(
                    "the server does not have these roles of the dump: " + String.join(", ", missing),
                    "Make them, then retry.");
        }
    }

    private static void compare(Work work, Performer.Listener listener)
            throws PerformException, DatabaseException, InterruptedException {
        listener.progress("counting rows");
        Map<String, Long> now = new TreeMap<>();
        work.postgres()
                .tables(work.scratch(), Postgres.Counting.EXACT, COUNTING)
                .forEach(table -> now.put(table.schema() + "." + table.name(), table.rows()));
        TimestampFit.Ledger ledger = AtlasLedger.of(
                work.place().store(work.call().world(), work.call().run(), work.scratch()),
                work.backup().fit().backup());
        Optional<String> misfit =
                work.backup().fit().misfit(ledger, work.backup().newestBefore());
        if (misfit.isPresent()) {
            throw new PerformException(misfit.get(), TimestampFit.hint());
        }
        Map<String, Long> dumped = new DumpedRows(
                        work.call().world().programs(), DumpTools.of(work.call().world()))
                .counts(work.dump(), work.saved().serverMajor(), work.call().timeout());
        List<String> differences = new StoreComparison(work.saved().tables(), dumped, now)
                .differences(work.place().prefix());
        if (!differences.isEmpty()) {
            throw new PerformException(String.join("; ", differences), "Do not use this dump.");
        }
        listener.checked(
                "restored",
                Severity.PASS,
                now.size() + " tables, "
                        + now.values().stream().mapToLong(Long::longValue).sum()
                        + " rows, each table as it was dumped; " + ledger.committed() + " transactions, "
                        + ledger.after()
                        + " of them after the backup timestamp");
    }

    private static void rename(Work work, Administration administration, Performer.Listener listener)
            throws PerformException, DatabaseException {
        String name = work.place().database();
        if (work.postgres().exists(name)) {
            String aside = RestoreNames.aside(
                    name, work.call().world().surroundings().clock().instant());
            administration.rename(name, aside);
            listener.line("the empty database is now " + aside + "; drop it when you like");
        }
        administration.rename(work.scratch(), name);
    }

    private static void drop(Work work, boolean made, Performer.Listener listener) {
        try {
            if (made && work.administration().dropMarked(work.scratch(), work.mark())) {
                listener.line("what was restored under the scratch name was dropped");
            }
        } catch (DatabaseException | PerformException left) {
            listener.line("the scratch database " + work.scratch() + " could not be dropped: " + Reasons.message(left));
        }
    }

    @Override
    public Performer.Finding probe(Call<Action.Atlas> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        Work work = work(call);
        boolean done = isRestored(work);
        return new Performer.Finding(
                Optional.of(done ? Verdict.TOOK_EFFECT : Verdict.DID_NOT),
                done
                        ? "the database " + work.place().database() + " bears the mark of this restore"
                        : "the database " + work.place().database()
                                + " does not bear the mark of this restore; what is under the scratch name is dropped"
                                + " and made afresh",
                true);
    }
}
