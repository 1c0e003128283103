/**
 * Object stores reached by the S3 API through the AWS SDK. Open one with {@link lifeboat.bucket.s3.S3Stores};
 * everything else here is its inside.
 */
@NullMarked
package lifeboat.bucket.s3;

import org.jspecify.annotations.NullMarked;
