package lifeboat.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.ObjectStore.Slice;

/** The files that hold the contents of objects, under names that come from a digest of the key. */
final class ObjectFiles {
    private final ObjectStore store;
    private final Path folder;

    ObjectFiles(ObjectStore store, Path folder) throws BucketException {
        this.store = store;
        this.folder = folder;
        try {
            PrivateFiles.folder(folder.resolve("objects"));
        } catch (IOException e) {
            throw local("making the folder objects", e);
        }
    }

    private record Sums(long size, String md5, String sha256, byte[] rawSha256) {}

    /** The file for a key, relative to the folder. */
    static String name(String key) {
        String hash = Digests.sha256Hex(key);
        return "objects/" + hash.substring(0, 2) + "/" + hash;
    }

    /** The SHA-256 of the file for this object, if it is there and provably holds what the row says. */
    Optional<String> existing(ObjectRow row) throws BucketException {
        Path file = folder.resolve(name(row.key()));
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != row.size()) {
                return Optional.empty();
            }
            Sums sums;
            try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                sums = copy(content, Optional.empty());
            }
            boolean right = row.plainEtag() && sums.md5().equals(row.etag());
            return right || provedByStore(row, sums) ? Optional.of(sums.sha256()) : Optional.empty();
        } catch (IOException e) {
            throw local("reading the file of '" + row.key() + "'", e);
        }
    }

    /** Downloads one object and returns its SHA-256. The file appears complete or not at all. */
    String download(ObjectRow row) throws BucketException {
        Path file = folder.resolve(name(row.key()));
        Path shelf =
                folder.resolve("objects").resolve(Digests.sha256Hex(row.key()).substring(0, 2));
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Sums sums = store.read(Slice.whole(row), (content, details) -> {
                    PrivateFiles.folder(shelf);
                    Files.deleteIfExists(partial);
                    try (FileChannel out = PrivateFiles.create(partial)) {
                        Sums read = copy(content, Optional.of(out));
                        out.force(true);
                        return new Read(read, details.keyEncrypted());
                    }
                })
                .check(row);
        try {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw local("naming the file of '" + row.key() + "'", e);
        }
        return sums.sha256();
    }

    private record Read(Sums sums, boolean keyEncrypted) {
        Sums check(ObjectRow row) throws BucketException {
            boolean wrong = row.plainEtag() && !keyEncrypted && !sums.md5().equals(row.etag());
            if (wrong || sums.size() != row.size()) {
                throw new BucketException(
                        Kind.CORRUPT,
                        "reading '" + row.key() + "': " + sums.size() + " bytes with the MD5 " + sums.md5()
                                + " arrived instead of " + row.size() + " with " + row.etag(),
                        "The object was damaged on its way or in the store; run it again.");
            }
            return sums;
        }
    }

    /** An object without an MD5 may still have a SHA-256 over the whole content in the store. */
    private boolean provedByStore(ObjectRow row, Sums sums) throws BucketException {
        if (row.plainEtag()) {
            return false;
        }
        Optional<ObjectDetails> details = store.head(row.key());
        Map<String, String> kept = details.filter(ObjectDetails::wholeObject)
                .map(ObjectDetails::checksums)
                .orElse(Map.of());
        return Base64.getEncoder().encodeToString(sums.rawSha256()).equals(kept.get("SHA256"));
    }

    private static Sums copy(InputStream content, Optional<FileChannel> out) throws IOException {
        MessageDigest md5 = Digests.md5();
        MessageDigest sha256 = Digests.sha256();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            md5.update(buffer, 0, count);
            sha256.update(buffer, 0, count);
            size += count;
            if (out.isPresent()) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    out.get().write(bytes);
                }
            }
        }
        byte[] raw = sha256.digest();
        return new Sums(size, Digests.hex(md5), HexFormat.of().formatHex(raw), raw);
    }

    private static BucketException local(String what, IOException e) {
        return new BucketException(
                Kind.LOCAL,
                what + ": " + PrivateFiles.reason(e),
                "Check the free space and the permissions of the folder.",
                e);
    }
}
