package lifeboat.bucket;

/** Why we believe that two objects hold the same content, strongest first. */
public enum Proof {
    /** The bytes passed through here, and digests matched where they came from and where they went. */
    CONTENT,
    /** Both entity tags are equal. */
    ETAG,
    /** The store keeps the same checksum over the whole content for both. */
    CHECKSUM,
    /** The server copied it in one operation, or from parts that each were asked for by the source's entity tag; size and parts are right. */
    SIZE_AND_PARTS,
    /** It was there already, has the size, and is younger than the source; no checksum can be compared. */
    SIZE_AND_DATE
}
