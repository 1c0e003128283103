package lifeboat.bucket;

import java.util.Map;

/**
 * One object as the store describes it when asked for it alone.
 *
 * @param row what a listing would show
 * @param headers what travels with it
 * @param checksums checksums that the store keeps, by algorithm ({@code SHA256}, {@code CRC64NVME}, …), in Base64
 * @param wholeObject true if the checksums are over the whole content, false if over the checksums of the parts
 * @param keyEncrypted true if the store encrypts it with a managed or customer key: then the entity tag is no MD5
 */
public record ObjectDetails(
        ObjectRow row,
        ObjectHeaders headers,
        Map<String, String> checksums,
        boolean wholeObject,
        boolean keyEncrypted) {

    /** Keeps its own copy of the checksums. */
    public ObjectDetails {
        checksums = Map.copyOf(checksums);
    }
}
