package lifeboat.lab.atlas;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * What the program {@code atlasdb} does, in the words and with the faults of each version.
 *
 * @param directory from where it was started
 */
record CliCommands(Release release, Path directory) {
    private static final String DEPRECATED = "This CLI has been deprecated. Please use the timestamp/fresh-timestamp |"
            + " timestamp-management/fast-forward endpoint instead.";

    Reply run(List<String> line) {
        Arguments arguments = Arguments.parse(line, release);
        String command = arguments.line();
        if (arguments.unexpected().isEmpty() && (command.isEmpty() || command.equals("help"))) {
            return Reply.ok("usage: atlasdb [ --config <file> ] [ --offline ] <command> [ <args> ]");
        }
        if (!arguments.unexpected().isEmpty() || !known(command)) {
            List<String> odd = arguments.unexpected().isEmpty() ? arguments.words() : arguments.unexpected();
            return Reply.error("Found unexpected parameters: [" + String.join(", ", odd) + "]");
        }
        try {
            return command.startsWith("timestamp") ? timestamp(arguments) : lock(arguments);
        } catch (NoSuchFileException e) {
            return thrown("java.nio.file.NoSuchFileException: " + e.getMessage());
        } catch (IOException | SQLException | RuntimeException e) {
            return thrown(e.getClass().getName() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return thrown(e.toString());
        }
    }

    private static Reply thrown(String what) {
        return Reply.error("Exception in thread \"main\" " + what);
    }

    private boolean known(String command) {
        return switch (command) {
            case "timestamp fetch", "timestamp clean-transactions", "timestamp fast-forward" -> true;
            case "backup-lock" -> release.branch();
            default -> false;
        };
    }

    private CliConfig config(Arguments arguments) throws IOException {
        String file = arguments.values().get("--config");
        if (file == null) {
            throw new IllegalArgumentException("Required option '-c' is missing");
        }
        return CliConfig.read(
                directory.resolve(file).toString(), arguments.values().getOrDefault("--config-root", "/atlasdb"));
    }

    private Reply timestamp(Arguments arguments) throws IOException, SQLException, InterruptedException {
        boolean fetch = arguments.line().endsWith("fetch");
        boolean offline = arguments.flags().contains("--offline");
        if (!fetch && !offline) {
            return thrown("java.lang.IllegalStateException: This CLI can only be run offline");
        }
        boolean file = arguments.values().containsKey("--file");
        boolean number = arguments.values().containsKey("--timestamp");
        if (fetch ? number : file == number) {
            return thrown("java.lang.IllegalArgumentException: Exactly one of --file and --timestamp is needed");
        }
        CliConfig config = config(arguments);
        Optional<Long> given = Optional.empty();
        if (!fetch) {
            given = Optional.of(file ? read(arguments.values().getOrDefault("--file", "")) : number(arguments));
        }
        Reply reply;
        try (AtlasTables tables = AtlasTables.open(config.place())) {
            if (offline) {
                config.files().open(tables);
            }
            tables.createOwn();
            if (fetch) {
                reply = fetch(arguments, offline ? "" : config.service(), tables);
            } else if (arguments.line().endsWith("clean-transactions")) {
                Timestamps.begin(tables);
                reply = clean(arguments, given.orElseThrow(), tables);
            } else {
                Timestamps.begin(tables).fastForward(given.orElseThrow());
                reply = Reply.ok((release.minor() < 37 ? "Timestamp succesfully" : "Timestamp successfully")
                        + " fast-forwarded to " + given.orElseThrow());
            }
            if (offline) {
                config.files().close(tables);
            }
        }
        boolean deprecated = release.deprecates() && !arguments.line().endsWith("clean-transactions");
        return deprecated && reply.succeeded() ? reply.noting(DEPRECATED) : reply;
    }

    private static long number(Arguments arguments) {
        return Long.parseLong(arguments.values().get("--timestamp"));
    }

    /** Exactly one line, blanks around it taken off; that is all that is looked at. */
    private long read(String file) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve(file));
        if (lines.isEmpty()) {
            throw new NoSuchElementException("null");
        }
        if (lines.size() > 1) {
            throw new IllegalArgumentException("expected one element but was: <" + String.join(", ", lines) + ">");
        }
        return Long.parseLong(lines.get(0).strip());
    }

    private Reply fetch(Arguments arguments, String service, AtlasTables tables)
            throws IOException, SQLException, InterruptedException {
        long fresh = service.isEmpty() ? Timestamps.begin(tables).fresh() : ask(service);
        String said = "The Fresh timestamp is: " + fresh;
        String file = arguments.values().get("--file");
        if (file != null) {
            try {
                Path path = directory.resolve(file).toAbsolutePath();
                Files.createDirectories(path.getParent());
                Files.writeString(path, fresh + "\n");
            } catch (IOException e) {
                return new Reply(said + "\n", "IOException thrown writing timestamp to file\n", false);
            }
        }
        return Reply.ok(said + "\nTimestamp command completed succesfully.");
    }

    private static long ask(String service) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + "/timestamp/fresh-timestamp"))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the timestamp service answered " + answer.statusCode());
        }
        return Long.parseLong(answer.body().strip());
    }

    private Reply clean(Arguments arguments, long timestamp, AtlasTables tables) throws SQLException {
        boolean skips = arguments.flags().contains("--skip-start-timestamp-check");
        String start = arguments.values().get("--start-timestamp");
        if (release.fallsOverWithoutStart() && start == null) {
            return thrown("java.lang.NullPointerException");
        }
        if (release.hasStartTimestamp() && !skips) {
            long from = start == null ? 1 : Long.parseLong(start);
            if (Varlong.size(from) != Varlong.size(timestamp)) {
                return thrown("java.lang.IllegalArgumentException: Start timestamp and timestamp to clean after need to"
                        + " have the same number of bytes! " + Varlong.size(from) + " != " + Varlong.size(timestamp));
            }
        }
        StringBuilder said = new StringBuilder();
        for (Map.Entry<Long, Long> transaction : tables.transactions().entrySet()) {
            if (goes(transaction.getKey(), transaction.getValue(), timestamp)) {
                tables.forget(transaction.getKey());
                said.append("Found and cleaning possibly inconsistent transaction: [start=")
                        .append(transaction.getKey())
                        .append(", commit=")
                        .append(transaction.getValue())
                        .append("]\n");
            }
        }
        return Reply.ok(
                said.isEmpty()
                        ? "Found no transactions after the given timestamp to delete."
                        : said + "Delete completed.");
    }

    private boolean goes(long start, long commit, long timestamp) {
        if (timestamp < 0) {
            return false;
        }
        if (release.leavesStraddlers()) {
            return start >= timestamp;
        }
        return release.minor() >= 103 ? commit >= timestamp : commit > timestamp;
    }

    private Reply lock(Arguments arguments) throws IOException, SQLException {
        try (AtlasTables tables = AtlasTables.open(config(arguments).place())) {
            tables.createOwn();
            String now = tables.lock().orElse(AtlasTables.FREE);
            boolean free = now.equals(AtlasTables.FREE);
            if (arguments.flags().contains("--acquire") || arguments.flags().contains("-a")) {
                String entry = "{\"lockName\":\"BackupLock\",\"instanceId\":\"" + UUID.randomUUID()
                        + "\",\"reason\":\"manual-backup\"}";
                return free && tables.setLock(now, entry)
                        ? Reply.ok("Successfully acquired deletion lock LockEntry" + entry)
                        : Reply.error("Could not acquire the lock because it was already taken");
            }
            if (free) {
                return thrown("java.util.NoSuchElementException");
            }
            return tables.setLock(now, AtlasTables.FREE)
                    ? Reply.ok("This persistent lock is now released: LockEntry" + now)
                    : Reply.error("CheckAndSetException");
        }
    }
}
