package lifeboat.bucket;

import java.time.Duration;
import lifeboat.bucket.ObjectStore.Tally;

/**
 * What a download did.
 *
 * @param inventory the inventory that maps keys to files
 * @param downloaded objects that were read
 * @param downloadedBytes their bytes
 * @param kept objects whose file was there already and right
 * @param tally requests to the store
 * @param elapsed how long it took
 */
public record DownloadReport(
        InventoryFile inventory, long downloaded, long downloadedBytes, long kept, Tally tally, Duration elapsed) {}
