package lifeboat.atlas;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.atlas.AtlasException.Kind;

/**
 * The backup lock over HTTP, as 0.32 to 0.421 have it. Sweep takes the same lock for each of its batches, so a refusal may be
 * over in a moment: it is asked for again, up to a limit. Safe for any thread.
 */
public final class BackupLock {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_BODY = 4096;
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern HOLDER =
            Pattern.compile("instanceId=(?<id>" + UUID_TEXT.pattern() + "),\\s*reason=(?<reason>[^}\"\\\\]*)");

    private final HttpClient client;
    private final URI base;
    private final VersionLine.Lock form;
    private final Limits limits;

    /**
     * How long and how often one tries.
     *
     * @param call for one answer
     * @param tries how often a lock that somebody else has is asked for, at least once
     * @param between how long one waits before asking again
     */
    public record Limits(Duration call, int tries, Duration between) {
        /** Half a minute for an answer, and a minute for sweep to be done with its batch. */
        public static final Limits USUAL = new Limits(Duration.ofSeconds(30), 30, Duration.ofSeconds(2));
    }

    /**
     * A lock that was taken.
     *
     * @param token what gives it back, as it was answered: an id, or an entry as JSON
     * @param found whether it was ours already
     */
    public record Held(String token, boolean found) {}

    /**
     * The lock of the service at an address.
     *
     * @param service the base URL of the product, {@code http} or {@code https}
     * @throws IllegalArgumentException if it is neither, or the version has no such lock
     */
    public BackupLock(URI service, VersionLine line, Limits limits) {
        String scheme = service.getScheme();
        if (service.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException("not an http or https URL");
        }
        if (!line.lock().isThere()) {
            throw new IllegalArgumentException(line.lock().words());
        }
        String text = service.toString();
        this.base = URI.create(text.endsWith("/") ? text : text + "/");
        this.form = line.lock();
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .connectTimeout(
                        limits.call().compareTo(Duration.ofSeconds(10)) < 0 ? limits.call() : Duration.ofSeconds(10))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** The address that {@link #acquire} posts to, for showing. */
    public URI acquireUrl(String reason) {
        return base.resolve("persistent-lock/acquire-backup-lock?reason="
                + URLEncoder.encode(reason, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /** The address that {@link #release} posts to, for showing. */
    public URI releaseUrl() {
        return base.resolve(
                form == VersionLine.Lock.ENTRY ? "persistent-lock/release" : "persistent-lock/release-backup-lock");
    }

    /**
     * Takes the lock.
     *
     * @param reason stands in the lock; it must tell this run from every other, because a lock with this very reason is taken
     *     for ours
     * @throws AtlasException of the kind {@code HELD} if somebody else has it for longer than the limit
     */
    public Held acquire(String reason, BooleanSupplier cancelled) throws AtlasException, InterruptedException {
        String holder = "";
        for (int attempt = 1; ; attempt++) {
            HttpResponse<String> answer = post(acquireUrl(reason), "");
            if (answer.statusCode() / 100 == 2) {
                return new Held(token(answer.body()), false);
            }
            if (answer.statusCode() != CONFLICT) {
                throw unexpected("taking", answer);
            }
            Matcher entry = HOLDER.matcher(answer.body());
            if (entry.find()) {
                holder = entry.group("reason").strip();
                if (holder.equals(reason) && form == VersionLine.Lock.ID) {
                    return new Held(entry.group("id"), true);
                }
            }
            if (attempt >= limits.tries() || cancelled.getAsBoolean()) {
                throw new AtlasException(
                        Kind.HELD,
                        "the backup lock is held by somebody else"
                                + (holder.isEmpty() ? "" : ", whose reason is \"" + holder + "\"") + ", and was so "
                                + attempt + " times",
                        "Sweep holds it for moments, a backup for long. If a run of ours left it behind, resume that"
                                + " run and let it release the lock.");
            }
            TimeUnit.MILLISECONDS.sleep(limits.between().toMillis());
        }
    }

    /**
     * Gives the lock back.
     *
     * @param token of {@link #acquire}
     * @throws AtlasException of the kind {@code NOT_HELD} if the lock is not held with that token
     */
    public void release(String token) throws AtlasException, InterruptedException {
        String body = form == VersionLine.Lock.ENTRY ? token : "\"" + token + "\"";
        HttpResponse<String> answer = post(releaseUrl(), body);
        if (answer.statusCode() == CONFLICT) {
            throw new AtlasException(
                    Kind.NOT_HELD,
                    "the backup lock is not held with this token any more",
                    "Somebody has released it. If that was not you, the backup may miss what was swept since.");
        }
        if (answer.statusCode() / 100 != 2) {
            throw unexpected("releasing", answer);
        }
    }

    private String token(String body) throws AtlasException {
        String text = body.strip();
        if (form == VersionLine.Lock.ENTRY && text.startsWith("{") && text.endsWith("}")) {
            return text;
        }
        String bare = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
        if (form == VersionLine.Lock.ID && UUID_TEXT.matcher(bare).matches()) {
            return bare;
        }
        throw new AtlasException(
                Kind.FAILED,
                "the service answered to the taking of the backup lock with something else than "
                        + (form == VersionLine.Lock.ID ? "an id" : "an entry"),
                "The lock may be held now. Check the version that was given; the answers differ between versions.");
    }

    private HttpResponse<String> post(URI url, String body) throws AtlasException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(limits.call())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (HttpTimeoutException e) {
            throw new AtlasException(
                    Kind.FAILED,
                    "the service at " + base.getAuthority() + " did not answer within "
                            + limits.call().toSeconds() + " s",
                    "It may have done it all the same. Trying again is safe: a lock of this run is found again.",
                    e);
        } catch (ConnectException | UnresolvedAddressException e) {
            throw new AtlasException(
                    Kind.UNREACHABLE,
                    "the service at " + base.getAuthority() + " cannot be reached",
                    "Check the address, and whether the service runs.",
                    e);
        } catch (IOException e) {
            throw new AtlasException(
                    Kind.FAILED,
                    "the connection to the service at " + base.getAuthority() + " broke",
                    "It may have done it all the same. Trying again is safe: a lock of this run is found again.",
                    e);
        }
    }

    private AtlasException unexpected(String doing, HttpResponse<String> answer) {
        String body = answer.body().strip();
        String words = body.isEmpty() ? "" : ": " + body.substring(0, Math.min(body.length(), LONGEST_BODY));
        if (answer.statusCode() == NOT_FOUND) {
            return new AtlasException(
                    Kind.NO_LOCK,
                    "the service has no persistent-lock endpoint",
                    "Check address and version. A key-value service without check-and-set has no lock at all; then"
                            + " choose to go on without one, which asks about sweep.");
        }
        return new AtlasException(
                Kind.FAILED,
                doing + " the backup lock was answered with " + answer.statusCode() + words,
                "Check address and version.");
    }
}
