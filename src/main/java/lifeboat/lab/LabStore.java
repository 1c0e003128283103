package lifeboat.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3 API on loopback over plain HTTP, with signatures checked: a source bucket of some thousands of objects and
 * an empty backup bucket.
 */
public final class LabStore implements AutoCloseable {
    /** Where Pachyderm keeps its chunks. */
    public static final String SOURCE = "pach-data";
    /** Where a clone goes. */
    public static final String BACKUP = "pach-backup";
    /** Where a restore goes. */
    public static final String EMPTY = "pach-restored";
    /** The region that clients are told; any other is accepted too. */
    public static final String REGION = "us-east-1";

    private final S3Proxy server;
    private final String accessKey;
    private final StoreTraffic traffic;
    private final BlobStore files;

    private LabStore(S3Proxy server, String accessKey, StoreTraffic traffic, BlobStore files) {
        this.files = files;
        this.server = server;
        this.accessKey = accessKey;
        this.traffic = traffic;
    }

    /**
     * Fills the buckets and starts the server.
     *
     * @param directory where the objects are kept; made if it is not there. Its file system must keep extended
     *     attributes, which hold metadata and ETags
     * @param secretKey the secret of the one pair of credentials that is accepted
     * @throws LabException if the file system will not do or the port cannot be had
     */
    static LabStore start(Path directory, StoreSeed seed, String secretKey) throws LabException {
        try {
            ServerAccount.privateDirectory(directory);
            if (!Files.getFileStore(directory).supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
                throw new LabException(
                        "the file system of " + directory + " keeps no extended attributes",
                        "Choose a state directory on another disk.");
            }
            BlobStore files = new FilesystemNio2BlobStore(directory.toString());
            files.createContainer(SOURCE);
            files.createContainer(BACKUP);
            files.createContainer(EMPTY);
            seed.fill(files, SOURCE);
            StoreTraffic traffic = new StoreTraffic();
            S3Proxy server = S3Proxy.builder()
                    .blobStore(new ObservedStore(new ByteOrderedStore(files), traffic))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, seed.accessKey(), secretKey)
                    .jettyMaxThreads(48)
                    .stopTimeout(0)
                    .build();
            server.start();
            return new LabStore(server, seed.accessKey(), traffic, files);
        } catch (IOException e) {
            throw new LabException("cannot write objects below " + directory, "Is the disk full?", e);
        } catch (LabException e) {
            throw e;
        } catch (Exception e) {
            // The server's start declares no narrower type.
            throw new LabException("cannot start the lab's S3 server", "See the lab's log.", e);
        }
    }

    /** Where clients reach it; buckets are addressed by path. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** The public half of its credentials. */
    public String accessKey() {
        return accessKey;
    }

    /** What it was asked for, and the failures it is to show. */
    public StoreTraffic traffic() {
        return traffic;
    }

    /** Whether there is a bucket of that name. */
    boolean has(String bucket) {
        try {
            return !bucket.isEmpty() && files.containerExists(bucket);
        } catch (SdkException none) {
            return false;
        }
    }

    /** What the first object under {@code chunk/} holds; empty if a bucket has none, or is not there. */
    Optional<byte[]> firstChunk(String bucket) throws IOException {
        try {
            String key = new ByteOrderedStore(files)
                    .list(ListObjectsV2Request.builder()
                            .bucket(bucket)
                            .prefix("chunk/")
                            .maxKeys(1)
                            .build())
                    .contents()
                    .get(0)
                    .key();
            try (var content = files.getBlob(
                    GetObjectRequest.builder().bucket(bucket).key(key).build())) {
                return Optional.of(content.readAllBytes());
            }
        } catch (IndexOutOfBoundsException | SdkException none) {
            return Optional.empty();
        }
    }

    /** Writes an object, past the server and its counters. */
    void put(String bucket, String key, InputStream content, long length) throws IOException {
        try {
            files.putBlob(
                    PutObjectRequest.builder()
                            .bucket(bucket)
                            .key(key)
                            .contentLength(length)
                            .build(),
                    content);
        } catch (SdkException e) {
            throw new IOException("cannot write " + key + " into " + bucket, e);
        }
    }

    /** What an object holds, past the server and its counters. */
    byte[] get(String bucket, String key) throws IOException {
        try (var content =
                files.getBlob(GetObjectRequest.builder().bucket(bucket).key(key).build())) {
            return content.readAllBytes();
        } catch (SdkException e) {
            throw new IOException("object " + key + " not found in " + bucket, e);
        }
    }

    /** Deletes every n-th object of a bucket, the first chunk among them. */
    int lose(String bucket, int every) {
        List<S3Object> objects = files.list(
                        ListObjectsV2Request.builder().bucket(bucket).build())
                .contents();
        int lost = 0;
        for (int i = 0; i < objects.size(); i += every) {
            files.removeBlob(bucket, objects.get(i).key());
            lost++;
        }
        return lost;
    }

    /** Stops answering; the objects stay where they are. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            // It ends with the process at the latest.
            java.util.logging.Logger.getLogger(LabStore.class.getName())
                    .log(java.util.logging.Level.FINE, "the S3 server did not stop cleanly", e);
        }
    }
}
